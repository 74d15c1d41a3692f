import { ADDRESS } from '../../conformance/rig/network.js';
import type { Ground } from '../ground.js';
import { onTheWire } from '../on-the-wire.js';
import type { Row, Section } from '../row.js';
import { fetchers, healthyRig } from './healthy.js';

const PLACES = { registry: ADDRESS.registry, tokens: ADDRESS.auth } as const;

/** What goes over the wire for one check, seen by tcpdump on the servers' side. */
export async function roundTrips(ground: Ground): Promise<Section> {
  const rig = await healthyRig(ground, 'round-trips');
  const rows: Row[] = [];
  for (const { name, command } of await fetchers(ground, rig)) {
    const [program = '', ...words] = command;
    const seen = await onTheWire(rig, () => rig.host.run(program, words));
    const to = (address: string) => seen.connections.filter((each) => each === `${address}.443`).length;
    rows.push({
      name,
      figures: {
        'names asked': seen.questions,
        'connections to the registry': to(PLACES.registry),
        'to the token server': to(PLACES.tokens),
        elsewhere: seen.connections.length - to(PLACES.registry) - to(PLACES.tokens),
        'TLS handshakes': seen.hellos,
        'round trips in a row': seen.turns,
      },
    });
  }
  return { name: 'round trips', how: 'Counted on the wire by tcpdump; a name is asked for A and AAAA at once.', rows };
}
