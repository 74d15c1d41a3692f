import { NAME, trustRoot, withNames } from '../../conformance/harness/ground.js';
import { ADDRESS } from '../../conformance/rig/network.js';
import { startRegistry } from '../../conformance/rig/registry.js';
import { startTokenServer } from '../../conformance/rig/token-server.js';
import { startDelayRelay } from '../delay-relay.js';
import type { Ground } from '../ground.js';
import type { Options } from '../options.js';
import type { Section } from '../row.js';
import { compare } from '../sample.js';
import { fetchers } from './healthy.js';

const ROUND_TRIP_MS = 50;
const BEHIND = 8443;
const MOST_RUNS = 7;

/** Registry and token server 50 ms away; names are near. */
export async function longWay(ground: Ground, { runs }: Options): Promise<Section> {
  const rig = await ground.rig('long-way');
  await withNames(rig);
  await trustRoot(rig);
  const tokens = await startTokenServer(rig.listeners, {
    address: ADDRESS.auth,
    port: BEHIND,
    host: 'auth.test',
    certificate: await rig.pki.leaf({ names: ['auth.test'] }),
    signer: await rig.pki.leaf({ names: ['signer'], issuer: 'self' }),
    anonymousPull: true,
  });
  const certificate = await rig.pki.leaf({ names: [NAME] });
  await startRegistry(rig, { port: BEHIND, certificate, auth: tokens.registryAuth });
  for (const address of [ADDRESS.registry, ADDRESS.auth])
    await startDelayRelay(rig.listeners, { address, port: 443, behind: BEHIND, roundTripMs: ROUND_TRIP_MS });
  return {
    name: 'long way',
    how: `Registry and token server ${ROUND_TRIP_MS} ms away, through a relay that delays.`,
    rows: await compare(rig.host.run.bind(rig.host), await fetchers(ground, rig), Math.min(runs, MOST_RUNS)),
  };
}
