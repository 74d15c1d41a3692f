import { randomBytes } from 'node:crypto';
import { Ledger } from '../../src/roundtrip/ledger.js';
import type { RoundtripOptions } from '../../src/roundtrip/roundtrip.js';
import { parseTarget } from '../../src/roundtrip/target.js';
import type { StandIn } from './stand-in.js';

const signal = new AbortController().signal;

/** A round trip with a stand-in for skopeo and nobody's login, unless told otherwise. */
export function roundtripOptions(
  { program, scratch }: Pick<StandIn, 'program' | 'scratch'>,
  changed: Partial<RoundtripOptions> = {},
): RoundtripOptions {
  return {
    target: parseTarget('registry.test:5000'),
    access: { tlsVerify: null, certDirectory: null, authFile: null },
    ...{ credentials: null, allowInsecureAuth: false, keep: false, totalMs: 30_000, clients: [], skopeo: program },
    // Nobody's login is found there.
    environment: { HOME: scratch, XDG_RUNTIME_DIR: scratch, PATH: process.env.PATH },
    enclose: (line) => line,
    ...{ scratch, ledger: new Ledger(), random: randomBytes, signal, hurry: signal, onStep: () => undefined },
    ...changed,
  };
}
