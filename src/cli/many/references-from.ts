import { dirname, join } from 'node:path';
import { parseEnv } from 'node:util';
import type { Mention, ReferenceEntry } from '../../many/inputs/entry.js';
import { Gathering } from '../../many/inputs/gather.js';
import type { Variables } from '../../many/inputs/interpolate.js';
import { mentionsInList } from '../../many/inputs/list.js';
import { UsageError } from '../../report/usage.js';
import { clientEnvironment } from '../client-environment.js';
import { readInput, readInputFile } from './read-input.js';

/** More is no list of images that anybody uses: at the best pace that registries allow it would take hours. */
const MAX_REFERENCES = 100_000;
/** YAML takes 5 s a MiB, hostile text longer; after this the rest is not read (ms). */
const MAX_PARSE_MS = 90_000;
const STDIN = 'standard input';

/** The flags that bring references. */
export interface ReferenceFlags {
  readonly file?: readonly string[] | undefined;
  readonly 'from-manifest'?: readonly string[] | undefined;
  readonly 'creds-stdin'?: boolean | undefined;
}

/** What is read besides files. */
export interface ReferenceWorld {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean; destroy(error?: Error): unknown };
  /** Variables for Compose files, the account in `REGDOCTOR_CREDS` apart; an `.env` beside the file stands in for those that are not set. */
  readonly environment: Variables;
}

/**
 * Every reference of a call, once, with all places that name it: the words (`-` is a list on standard input), then the lists (`--file`), then the manifests
 * (`--from-manifest`). What can't be checked is an entry with an error and stops nothing else. `UsageError` where nothing at all is left to be checked,
 * where standard input is asked for twice or by nobody, and above 100,000 references.
 */
export async function referencesFrom(
  words: readonly string[],
  flags: ReferenceFlags,
  world: ReferenceWorld,
): Promise<readonly ReferenceEntry[]> {
  const lists = flags.file ?? [];
  const manifests = flags['from-manifest'] ?? [];
  requireOneReader([...words, ...lists, ...manifests], flags, world);
  const gathering = new Gathering();
  for (const word of words)
    if (word === '-') await addList(word, gathering, world);
    else add(gathering, { reference: word, line: null, where: null, pullSecrets: [], problem: null }, null);
  for (const path of lists) await addList(path, gathering, world);
  for (const path of manifests) await addManifest(path, gathering, world);
  return requireSome(gathering.entries());
}

function requireOneReader(names: readonly string[], flags: ReferenceFlags, { input }: ReferenceWorld): void {
  const readers = names.filter((name) => name === '-').length;
  if (readers === 0) return;
  if (flags['creds-stdin'] === true)
    throw new UsageError(
      '-: standard input already gives the account (--creds-stdin)',
      '-',
      'REGDOCTOR_CREDS, or a file instead of -',
    );
  if (readers > 1) throw new UsageError(`-: ${STDIN} can be read once only`, '-');
  if (input.isTTY === true) throw new UsageError(`-: nothing is piped in`, '-', 'cat LIST | regdoctor check -');
}

async function addList(path: string, gathering: Gathering, world: ReferenceWorld): Promise<void> {
  const read = await readNamed(path, world);
  if (!read.ok) return gathering.addUnreadable(read.name, read.why);
  let found = 0;
  for (const mention of mentionsInList(read.text)) {
    found += 1;
    add(gathering, mention, read.name);
  }
  if (found === 0) gathering.addUnreadable(read.name, 'holds no reference');
}

async function addManifest(path: string, gathering: Gathering, world: ReferenceWorld): Promise<void> {
  const read = await readNamed(path, world);
  if (!read.ok) return gathering.addUnreadable(read.name, read.why);
  const { mentionsInManifest } = await import('../../many/inputs/manifest.js');
  const until = performance.now() + MAX_PARSE_MS;
  const reading = { variables: await variablesFor(path, world), isLate: () => performance.now() > until };
  let found = 0;
  for (const mention of mentionsInManifest(read.text, reading)) {
    found += 1;
    add(gathering, mention, read.name);
  }
  if (found === 0) gathering.addUnreadable(read.name, 'names no image: it holds no containers and no Compose services');
}

/** Compose reads `.env` in the directory of the file; what the environment sets goes first. */
async function variablesFor(path: string, world: ReferenceWorld): Promise<Variables> {
  // Without the account of REGDOCTOR_CREDS: a file must not be able to put it into a reference.
  const environment = clientEnvironment(world.environment);
  if (path === '-') return environment;
  const read = await readInputFile(join(dirname(path), '.env'));
  return read.ok ? { ...parseEnv(read.text), ...environment } : environment;
}

async function readNamed(path: string, { input }: ReferenceWorld) {
  const read = path === '-' ? await readInput(input) : await readInputFile(path);
  return { ...read, name: path === '-' ? STDIN : path };
}

function add(gathering: Gathering, mention: Mention, file: string | null): void {
  gathering.add(mention, file);
  if (gathering.size > MAX_REFERENCES)
    throw new UsageError(`there are more than ${MAX_REFERENCES.toLocaleString('en')} references`, 'references');
}

function requireSome(entries: readonly ReferenceEntry[]): readonly ReferenceEntry[] {
  if (entries.some(({ error }) => error === null)) return entries;
  const [first, ...others] = entries;
  if (first === undefined) throw new UsageError('no reference is given', 'reference', 'regdoctor check REFERENCE');
  const more = others.length === 0 ? '' : ` (and ${others.length} more of which none can be checked)`;
  throw new UsageError(`${first.error ?? ''}${more}`, 'reference', first.meant);
}
