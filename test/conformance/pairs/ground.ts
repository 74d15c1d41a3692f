import { NAME, withNames } from '../harness/ground.js';
import { startRegistry } from '../rig/registry.js';
import type { Rig } from '../rig/rig.js';

export { AUTH_PATH, authFile, IMAGE, NAME } from '../harness/ground.js';

/** Of registries that speak plain HTTP, and of those where the port of a name matters. */
export const PORT = 5000;
export const WITH_PORT = `${NAME}:${PORT}`;

/** The account of registries with a login, as `user:password`. */
export const LOGIN = 'alice:secret';

/** A registry that speaks plain HTTP on port 5000, and these files. */
export async function http(rig: Rig, files: Readonly<Record<string, string>> = {}): Promise<void> {
  await withNames(rig);
  await writeFiles(rig, files);
  await startRegistry(rig, { port: PORT });
}

/** A registry whose CA no store of the machine has; `{{ca}}` in a file's content stands for that CA. */
export async function privateHttps(
  rig: Rig,
  files: Readonly<Record<string, string>> = {},
  port: number = 443,
): Promise<void> {
  await withNames(rig);
  await writeFiles(rig, files);
  await startRegistry(rig, { port, certificate: await rig.pki.leaf({ names: [NAME] }) });
}

/** A registry with a public certificate on port 5000 that lets in who logs in. */
export async function loginHttps(rig: Rig, files: Readonly<Record<string, string>>): Promise<void> {
  await withNames(rig);
  await writeFiles(rig, files);
  await rig.host.trustInSystemStore(await rig.pki.authority('root'));
  const [user = '', password = ''] = LOGIN.split(':');
  const certificate = await rig.pki.leaf({ names: [NAME] });
  await startRegistry(rig, { port: PORT, certificate, users: { [user]: password } });
}

/** Writes files of the machine. */
export async function writeFiles(rig: Rig, files: Readonly<Record<string, string>>): Promise<void> {
  const authority = await rig.pki.authority('root');
  for (const [path, content] of Object.entries(files))
    await rig.host.writeFile(path, content.replaceAll('{{ca}}', authority));
}
