import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parseTar } from 'nanotar';
import { FORMS } from '../../../src/report/forms.js';
import { regdoctor } from '../rig/regdoctor.js';
import type { Rig } from '../rig/rig.js';
import { quietly } from './measure.js';

/** Where the files of a run go on the machine of the case. */
const DIRECTORY = '/var/tmp/written';
const REPORT = '/var/tmp/report.json';
/** Every form that is a file, in one run. */
const FILES = Object.keys(FORMS).flatMap((form) => ['--output', `${form}=${DIRECTORY}/report.${form}`]);

/** What a run wrote, and what it calls itself. */
export interface Written {
  readonly from: string;
  readonly text: string;
}

/** How a case is run. */
export interface WrittenOptions {
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Bundles, comparisons and many references too: each is a run of its own, and what a secret goes through before is the same. */
  readonly all?: boolean;
}

/** Runs regdoctor in every form of output and gives all that it wrote, anywhere: each bundle is taken apart. */
export async function everythingWritten(
  rig: Rig,
  reference: string,
  { flags = [], env = {}, all = false }: WrittenOptions = {},
): Promise<readonly Written[]> {
  const written: Written[] = [];
  const run = async (...words: string[]): Promise<string> => {
    const { stdout, stderr } = await quietly(() => regdoctor(rig, words, { env }));
    written.push({ from: words.join(' '), text: `${stdout}\n${stderr}` });
    return stdout;
  };
  const check = ['check', reference, '--client', 'buildah', '--client', 'skopeo', ...flags];
  await rig.host.writeFile(`${DIRECTORY}/fixes/.keep`, '');
  await rig.host.writeFile(REPORT, await run(...check, '--json', '--output-dir', `${DIRECTORY}/fixes`, ...FILES));
  await run(...check, '--verbose');
  await run('report', REPORT, '--verbose');
  if (all) {
    await run(...check);
    await run(...check, `${reference}-other`, '--output', 'jsonl');
    await run('diff', REPORT, REPORT, '--verbose');
    await run('bundle', REPORT, '--to', `${DIRECTORY}/bundle.tar.gz`);
    await run('bundle', REPORT, '--to', `${DIRECTORY}/bundle-without-names.tar.gz`, '--redact-hosts');
  }
  return [...written, ...(await filesBelow(join(rig.host.root, DIRECTORY)))];
}

async function filesBelow(directory: string): Promise<Written[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = await Promise.all(files.map(async (path) => contentOf(path, await readFile(path))));
  return read.flat();
}

function contentOf(path: string, bytes: Buffer): Written[] {
  if (!path.endsWith('.tar.gz')) return [{ from: path, text: bytes.toString() }];
  return parseTar(new Uint8Array(gunzipSync(bytes)).slice()).map(({ name, data }) => ({
    from: `${path}: ${name}`,
    text: `${name}\n${Buffer.from(data ?? []).toString()}`,
  }));
}

/** Where a secret is in what was written: as it is, in other letters, percent-encoded, in hexadecimal, or inside base64 of any kind. Empty: nowhere. */
export function placesOf(secret: string, written: readonly Written[]): string[] {
  const wanted = [secret, Buffer.from(secret).toString('hex')].map((each) => each.toLowerCase());
  return written
    .filter(({ text }) => spellings(text).some((spelling) => wanted.some((each) => spelling.includes(each))))
    .map(({ from }) => from);
}

/** Base64 without its padding, cut anywhere: each of the four ways to begin reading it. */
const OFFSETS = [0, 1, 2, 3];

function spellings(text: string): string[] {
  const percent = text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString());
  const runs = [...text.matchAll(/[A-Za-z0-9+/_-]{16,}/g)].map(([run]) => run);
  const decoded = runs.flatMap((run) => OFFSETS.map((at) => Buffer.from(run.slice(at), 'base64').toString('latin1')));
  return [text, percent, ...decoded].map((each) => each.toLowerCase());
}
