import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join, relative } from 'node:path';
import { json } from 'node:stream/consumers';
import { expect } from 'vitest';
import { ADDRESS } from '../rig/network.js';
import { startRegistryDaemon } from '../rig/registry-daemon.js';
import type { Rig } from '../rig/rig.js';

/** What a registry has: as it answers for itself, and on its disk. */
export interface Stored {
  readonly catalog: readonly string[];
  /** Tags by repository; none where the registry says so or knows no such repository. */
  readonly tags: Readonly<Record<string, readonly string[]>>;
  /** Sum of the content by path below `docker/registry/v2`. */
  readonly files: Readonly<Record<string, string>>;
}

/** A second registry over the same storage, which asks nobody for an account: only the test knows it. */
const SIDE = { address: ADDRESS.second, port: 5999 };

/** Makes the function that looks what is in a storage now. */
export async function observer(rig: Rig, storage: string): Promise<() => Promise<Stored>> {
  await startRegistryDaemon(rig.network.server, rig.directory, { ...SIDE, storage });
  return async () => {
    const { repositories = [] } = (await ask(rig, '/v2/_catalog?n=1000')) as { repositories?: string[] };
    const tags: Record<string, readonly string[]> = {};
    for (const name of repositories) {
      const { tags: listed } = (await ask(rig, `/v2/${name}/tags/list`)) as { tags?: string[] | null };
      tags[name] = [...(listed ?? [])].sort();
    }
    return { catalog: [...repositories].sort(), tags, files: await filesOf(join(storage, 'docker/registry/v2')) };
  };
}

/** Nothing else was touched, and of the own repository there is nothing that could be pulled. */
export function expectGone(before: Stored, after: Stored, repository: string): void {
  expectOthersUntouched(before, after, repository);
  expect(after.tags[repository] ?? []).toEqual([]);
  const own = Object.keys(after.files).filter((path) => path.startsWith(`repositories/${repository}/_manifests/`));
  expect(own, 'tags and manifests of the own repository').toEqual([]);
}

/** Whatever is new is the own repository, or the content of layers, configurations and manifests. */
export function expectOthersUntouched(before: Stored, after: Stored, repository: string): void {
  expect(after.catalog.filter((name) => name !== repository)).toEqual(before.catalog);
  for (const name of before.catalog) expect(after.tags[name]).toEqual(before.tags[name]);
  expect(after.files).toMatchObject(before.files);
  const strange = Object.keys(after.files).filter(
    (path) =>
      !(path in before.files) && !path.startsWith(`repositories/${repository}/`) && !path.startsWith('blobs/sha256/'),
  );
  expect(strange).toEqual([]);
}

async function ask(rig: Rig, path: string): Promise<unknown> {
  const socket = await rig.listeners.connect(SIDE.address, SIDE.port);
  return new Promise((resolve, reject) => {
    request({ createConnection: () => socket, path, headers: { connection: 'close' } })
      .on('response', (answer) => resolve(json(answer)))
      .on('error', reject)
      .end();
  });
}

async function filesOf(root: string): Promise<Record<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const sums = files.map(async (path) => [relative(root, path), sum(await readFile(path))] as const);
  return Object.fromEntries(await Promise.all(sums));
}

function sum(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
