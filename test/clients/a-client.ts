import type {
  Client,
  ClientFlags,
  Configuration,
  Plan,
  PlanRequest,
  Remedy,
  RemedyGoal,
} from '../../src/clients/client.js';
import type { Host } from '../../src/host/host.js';
import type { MemoryOptions } from '../../src/host/memory-files.js';
import { aHost } from './a-host.js';

/** Nothing given on the command line. */
export const NO_FLAGS: ClientFlags = {
  tlsVerify: null,
  credentials: false,
  authFile: null,
  certDirectory: null,
  dockerConfigJson: null,
  platform: null,
};

/** One client asked one thing on a host with these files. */
export interface AskedOf {
  readonly version?: string;
  readonly operation?: PlanRequest['operation'];
  readonly reference?: string | null;
  readonly flags?: Partial<ClientFlags>;
  readonly files?: Readonly<Record<string, string>>;
  readonly host?: Partial<Omit<Host, 'files'>> & MemoryOptions;
}

/** The plan of a client; a pull of reg.test/app:1 unless said otherwise. */
export function planOf(client: Client, asked: AskedOf = {}): Plan {
  return client.plan(requestOf(client, asked));
}

/** What the client reads on that host. */
export function configurationOf(client: Client, asked: AskedOf = {}): Configuration {
  const { host, version, flags } = requestOf(client, asked);
  return client.configuration({ host, version, flags, reference: asked.reference ?? null });
}

/** What the client offers for a goal. */
export function remediesOf(client: Client, goal: RemedyGoal, asked: AskedOf = {}): readonly Remedy[] {
  return client.remedies(requestOf(client, asked), goal);
}

function requestOf(client: Client, asked: AskedOf): PlanRequest {
  return {
    host: aHost(asked.files, asked.host),
    version: { text: asked.version ?? client.assumedVersion, from: 'flag' },
    operation: asked.operation ?? 'pull',
    reference: asked.reference ?? 'reg.test/app:1',
    flags: { ...NO_FLAGS, ...asked.flags },
  };
}
