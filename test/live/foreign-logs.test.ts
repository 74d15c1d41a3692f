import { createReadStream, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { expect, test } from 'vitest';
import { FOREIGN_LOGS, foreignLog } from '../explain/foreign/logs.js';
import { regdoctor } from './run-regdoctor.js';

/** What the test makes; what it finds on the machine comes on top. */
const MADE_BYTES = 200_000_000;
const MOST_FOUND_BYTES = 50_000_000;
const MEGABYTE = 1e6;
const MOST_SECONDS = 240;

/** Logs and texts that every machine has, no file of a container engine among them. */
function filesBelow(directory: string, isWanted: (path: string) => boolean): string[] {
  try {
    return readdirSync(directory, { recursive: true, encoding: 'utf8' })
      .map((name) => join(directory, name))
      .filter(isWanted)
      .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true)
      .sort();
  } catch {
    return [];
  }
}

const ENGINES = /docker|podman|buildah|skopeo|containers|containerd|cri-?o\b|crun|runc|kube|registry|helm|regdoctor/i;
const found = [
  ...filesBelow('/var/log', (path) => !/\.(?:gz|xz|journal)$/.test(path)),
  ...filesBelow('/usr/share/doc', (path) => !/\.(?:gz|png|pdf|html)$/.test(path)),
].filter((path) => !ENGINES.test(path));

async function* readable(): AsyncGenerator<Buffer> {
  let left = MOST_FOUND_BYTES;
  for (const path of found)
    try {
      for await (const chunk of createReadStream(path)) {
        left -= (chunk as Buffer).length;
        if (left < 0) return;
        yield chunk as Buffer;
      }
    } catch {
      // Not for this user.
    }
}

test(
  '200 MB of logs about other things, and what is on this machine, have no match',
  async () => {
    const child = regdoctor(['explain', '--json'], { stdin: 'pipe' });
    const sizes = { made: 0, found: 0 };
    async function* log(): AsyncGenerator<Buffer> {
      for (const block of foreignLog(Object.values(FOREIGN_LOGS), MADE_BYTES, 2026)) {
        sizes.made += block.length;
        yield block;
      }
      for await (const block of readable()) {
        sizes.found += block.length;
        yield block;
      }
    }
    const startedAt = Date.now();
    if (child.stdin === null) throw new Error('no standard input');
    await pipeline(Readable.from(log()), child.stdin);
    const { stdout, exitCode } = await child;
    const { matches } = JSON.parse(String(stdout));
    const megabytes = (bytes: number): string => (bytes / MEGABYTE).toFixed(0);
    console.log(
      `foreign logs: ${megabytes(sizes.made)} MB made and ${megabytes(sizes.found)} MB found on this machine in ${((Date.now() - startedAt) / 1000).toFixed(0)} s: ${matches.length} matches`,
    );
    expect(sizes.made).toBeGreaterThanOrEqual(MADE_BYTES);
    expect(matches).toEqual([]);
    expect(exitCode).toBe(3);
  },
  MOST_SECONDS * 1000,
);
