import type { CaseHost } from './case-host.js';
import type { CommandResult } from './command.js';

/** The real programs that judge regdoctor's predictions. */
export const REAL_CLIENTS = ['buildah', 'podman', 'skopeo'] as const;
export type RealClient = (typeof REAL_CLIENTS)[number];

/** What a real client did: its wall-clock milliseconds and everything it printed. */
export interface RealOutcome extends CommandResult {
  readonly ok: boolean;
  /** It was still waiting when the test stopped it. */
  readonly gaveUp: boolean;
}

/** Flags go right behind the verb, as a user writes them. */
export interface RealOptions {
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

const PULL: Record<RealClient, (reference: string) => readonly [verb: readonly string[], operands: readonly string[]]> =
  {
    buildah: (reference) => [['pull'], [reference]],
    podman: (reference) => [['pull'], [reference]],
    // Without --no-tags skopeo lists tags over a second connection, which no pull does.
    skopeo: (reference) => [['inspect', '--no-tags'], [`docker://${reference}`]],
  };

/** Where the clients keep images and what they remember of blobs (client-files.ts: storage.conf). */
const IMAGE_STORES = ['/var/lib/containers/storage', '/run/containers/storage', '/var/lib/containers/cache'];

/** Empties the machine's image storage: `buildah pull` asks nobody for an image that it already has. */
async function forgetImages(host: CaseHost): Promise<void> {
  for (const path of IMAGE_STORES) await host.remove(path);
}

/** Starts from an empty image storage, so not twice at a time on one machine. Pulls with a real client: `buildah pull REF`, `podman pull REF`, `skopeo inspect --no-tags docker://REF`. */
export async function pullWith(
  client: RealClient,
  reference: string,
  host: CaseHost,
  options: RealOptions = {},
): Promise<RealOutcome> {
  await forgetImages(host);
  const [verb, operands] = PULL[client](reference);
  return run(client, [...verb, ...(options.flags ?? []), ...operands], host, options);
}

/** buildah names what it loads after the path, so that must be in lower case. */
const LOCAL_LAYOUT = '/var/tmp/layout';

/** Pushes the image of an OCI layout (images.ts: layoutPath) with a real buildah: `buildah push IMAGE docker://REF`. Loading it is not timed. */
export async function pushWith(
  reference: string,
  layout: string,
  host: CaseHost,
  options: RealOptions = {},
): Promise<RealOutcome> {
  await forgetImages(host);
  await host.copyIn(layout, LOCAL_LAYOUT);
  const loaded = await run('buildah', ['pull', '--quiet', `oci:${LOCAL_LAYOUT}`], host, {});
  const image = loaded.stdout.trim();
  if (!loaded.ok || image === '') throw new Error(`no image to push: ${loaded.stderr}`);
  return run('buildah', ['push', ...(options.flags ?? []), image, `docker://${reference}`], host, options);
}

/** Logs in with a real client: `CLIENT login -u USER --password-stdin REGISTRY`. */
export async function loginWith(
  client: RealClient,
  registry: string,
  credentials: { readonly user: string; readonly password: string },
  host: CaseHost,
  options: RealOptions = {},
): Promise<RealOutcome> {
  const flags = ['--username', credentials.user, '--password-stdin', ...(options.flags ?? [])];
  return run(client, ['login', ...flags, registry], host, options, credentials.password);
}

async function run(
  client: RealClient,
  args: readonly string[],
  host: CaseHost,
  { env, timeoutMs }: RealOptions,
  input?: string,
): Promise<RealOutcome> {
  const result = await host.run(client, args, {
    ...(env === undefined ? {} : { env }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(input === undefined ? {} : { input }),
  });
  // 124 is the answer of `timeout`, 137 that of a client that had to be killed.
  return { ...result, ok: result.code === 0, gaveUp: result.code === 124 || result.code === 137 };
}
