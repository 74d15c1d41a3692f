import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Namespace } from '../../conformance/rig/namespace.js';

/** Everything that a case may have written, emptied before the next one. */
const CASE_PLACES = [
  '/etc/containers/registries.conf',
  '/etc/containers/registries.conf.d',
  '/etc/containers/certs.d',
  '/etc/containerd',
  '/etc/docker',
  '/root/.config',
  '/root/.docker',
  '/root/.dockercfg',
  '/run/containers/0',
  '/root/case',
];

/** Makes a machine's configuration that of a case and nothing else. `pem` is put in for the names in double braces. */
export async function placeFiles(
  machine: Namespace,
  files: Readonly<Record<string, string>>,
  pem: Readonly<Record<string, string>>,
): Promise<void> {
  await Promise.all(CASE_PLACES.map((path) => rm(machine.outside(path), { recursive: true, force: true })));
  for (const [path, text] of Object.entries(files)) {
    const outside = machine.outside(path);
    await mkdir(dirname(outside), { recursive: true });
    const whole = text.replace(/\{\{([\w-]+)\}\}/g, (_, name: string) => pem[name] ?? '');
    await writeFile(outside, whole, { mode: 0o600 });
  }
}

/** A file of the machine, or null where there is none. */
export async function machineFile(machine: Namespace, path: string): Promise<string | null> {
  return readFile(machine.outside(path), 'utf8').catch(() => null);
}
