import type { CaseHost } from './case-host.js';
import type { RealClient, RealOptions, RealOutcome } from './clients.js';

/** Where the image to push lies on the machine; buildah names what it loads after the path, so that must be in lower case. */
const LAYOUT = '/var/tmp/layout';
/** Where the clients keep images and what they remember of blobs: a push of a blob that is remembered begins otherwise. */
const STORES = ['/var/lib/containers/storage', '/run/containers/storage', '/var/lib/containers/cache'];

/** Pushes the image of an OCI layout with a real client: `skopeo copy`, `buildah push`, `podman push`. Loading it is not timed. */
export async function pushAs(
  client: RealClient,
  reference: string,
  layout: string,
  host: CaseHost,
  options: RealOptions = {},
): Promise<RealOutcome> {
  for (const path of [...STORES, LAYOUT]) await host.remove(path);
  await host.copyIn(layout, LAYOUT);
  const [program, ...args] = await commandOf(client, reference, host, options.flags ?? []);
  const result = await host.run(program, args, {
    ...(options.env === undefined ? {} : { env: options.env }),
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
  });
  return { ...result, ok: result.code === 0, gaveUp: result.code === 124 || result.code === 137 };
}

async function commandOf(
  client: RealClient,
  reference: string,
  host: CaseHost,
  flags: readonly string[],
): Promise<[program: string, ...args: string[]]> {
  if (client === 'skopeo') return ['skopeo', 'copy', ...flags, `oci:${LAYOUT}`, `docker://${reference}`];
  const loaded = await host.run(client, ['pull', '--quiet', `oci:${LAYOUT}`], {});
  const image = loaded.stdout.trim();
  if (loaded.code !== 0 || image === '') throw new Error(`no image to push: ${loaded.stderr}`);
  return [client, 'push', ...flags, image, `docker://${reference}`];
}
