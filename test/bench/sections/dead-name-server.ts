import { ADDRESS } from '../../conformance/rig/network.js';
import type { Ground } from '../ground.js';
import type { Options } from '../options.js';
import type { Section } from '../row.js';
import { compare } from '../sample.js';
import { fetchers, healthyRig } from './healthy.js';

/** Each look-up of a real client waits for five seconds. */
const MOST_RUNS = 3;

/** The first of two name servers swallows questions. */
export async function deadNameServer(ground: Ground, { runs }: Options): Promise<Section> {
  const rig = await healthyRig(ground, 'dead-name-server');
  await rig.firewall.set('drop', { port: 53, address: ADDRESS.deadDns, protocol: 'udp' });
  await rig.host.useNameservers([ADDRESS.deadDns, ADDRESS.dns]);
  const candidates = (await fetchers(ground, rig)).map((each) => ({ ...each, codes: [1] }));
  return {
    name: 'dead first name server',
    how: 'The first of two name servers swallows questions; else healthy.',
    rows: await compare(rig.host.run.bind(rig.host), candidates, Math.min(runs, MOST_RUNS)),
  };
}
