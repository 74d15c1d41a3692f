import { clientNamed } from '../../../src/clients/catalogue.js';
import type { ClientFlags, Operation, Plan } from '../../../src/clients/client.js';
import type { Host } from '../../../src/host/host.js';
import { outlinePlan } from '../../../src/plan/outline.js';
import { aHost } from '../a-host.js';

const NO_FLAGS: ClientFlags = {
  tlsVerify: null,
  credentials: false,
  authFile: null,
  certDirectory: null,
  dockerConfigJson: null,
  platform: null,
};

/** What to plan, as on a command line; `files` lie on the host beside `registries`, the text of /etc/containers/registries.conf. */
export interface Asked {
  readonly client?: string;
  readonly version?: string;
  readonly operation?: Operation;
  readonly reference?: string;
  readonly flags?: Partial<ClientFlags>;
  readonly registries?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly host?: Partial<Omit<Host, 'files'>>;
}

/** The plan that a client makes; buildah 1.44.0 pulling reg.test/app:1 unless said otherwise. */
export function aPlan(asked: Asked): Plan {
  const { client = 'buildah', version = '1.44.0', operation = 'pull', reference = 'reg.test/app:1' } = asked;
  const files = {
    ...(asked.registries === undefined ? {} : { '/etc/containers/registries.conf': asked.registries }),
    ...asked.files,
  };
  const found = clientNamed(client);
  if (found === undefined) throw new Error(`no client ${client}`);
  const flags = { ...NO_FLAGS, ...asked.flags };
  return found.plan({
    host: aHost(files, asked.host),
    version: { text: version, from: 'flag' },
    operation,
    reference,
    flags,
  });
}

/** The plan's outline. */
export function outline(asked: Asked): string[] {
  return outlinePlan(aPlan(asked).root);
}

/** URLs of all requests of a plan, each once, in order. */
export function urls(asked: Asked): string[] {
  return [...new Set(outline(asked).flatMap((line) => /https?:\/\/[^\s,]+/.exec(line)?.[0] ?? []))].filter(
    // Blobs come from where the manifest came from.
    (url) => !url.endsWith('/blobs/'),
  );
}

/** The text the client stops with before the network; null where it doesn't. */
export function stopText(asked: Asked): string | null {
  const { root } = aPlan(asked);
  return root.kind === 'stop' ? `${root.failure}: ${root.because}` : null;
}
