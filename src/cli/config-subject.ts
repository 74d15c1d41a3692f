import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { WantedClients } from '../check/host-of.js';
import { CLIENTS } from '../clients/catalogue.js';
import type { Client } from '../clients/client.js';
import type { HostFiles } from '../host/host.js';
import { memoryFiles } from '../host/memory-files.js';
import { rootFiles } from '../host/root-files.js';
import { UsageError } from '../report/usage.js';
import { cleanText } from '../text/clean.js';
import { readAll } from './standard-input.js';

/** Longest echo of a name typed. */
const MAX_ECHO_CHARACTERS = 200;

/** A file to look at on its own, with the machine each client would see if it were its only one. */
export interface FileSubject {
  readonly typed: string;
  readonly readers: readonly { readonly client: Client; readonly version: string | null; readonly files: HostFiles }[];
}

/** What `regdoctor config` was asked about. */
export interface ConfigSubject {
  readonly reference: string | null;
  readonly file: FileSubject | null;
}

/**
 * Tells references and files apart among at most two words: `-`, a path from `/` or `.`, and an existing file that a client would read
 * are files, anything else is a reference.
 */
export async function configSubject(words: readonly string[], wanted: WantedClients): Promise<ConfigSubject> {
  let reference: string | null = null;
  let file: FileSubject | null = null;
  for (const word of words) {
    const found = await fileSubject(word, wanted);
    if (found === null && reference !== null) throw new UsageError('config: two references were given', 'reference');
    if (found !== null && file !== null) throw new UsageError('config: two files were given', 'file');
    if (found === null) reference = word;
    else file = found;
  }
  return { reference, file };
}

async function fileSubject(word: string, wanted: WantedClients): Promise<FileSubject | null> {
  const mustBeFile = word === '-' || /^\.{0,2}\//.test(word);
  if (!mustBeFile && !(await isFile(word))) return null;
  const text = word === '-' ? await readAll(process.stdin) : textOf(word);
  const readers = (wanted ?? CLIENTS.map((client) => ({ client, version: null }))).flatMap((each) => {
    const path = placeOf(each.client, word, text);
    return path === null ? [] : [{ ...each, path, files: memoryFiles({ [path]: text }) }];
  });
  if (readers.length === 0) {
    if (!mustBeFile) return null;
    throw new UsageError(
      wanted === null
        ? `config: no client is known to read a file called ${echo(basename(word))}; say which one with --client NAME`
        : `config: ${wanted.map(({ client }) => client.name).join(', ')} would read ${echo(word)} nowhere`,
      'file',
    );
  }
  if (wanted === null && new Set(readers.map(({ path }) => path)).size > 1)
    throw new UsageError(
      `config: ${echo(word)} may be read by ${readers.map(({ client }) => client.name).join(', ')}; say which one with --client NAME`,
      '--client',
    );
  return { typed: word, readers };
}

/** Names that standard input may have gone by, the likelier first. */
function namesFor(text: string): readonly string[] {
  if (/^\s*\{/.test(text))
    return /"auths"|"credHelpers"|"credsStore"/.test(text)
      ? ['config.json', 'auth.json']
      : ['daemon.json', 'config.json'];
  if (/^\s*\[?plugins\b|^version\s*=/m.test(text)) return ['config.toml', 'crio.conf'];
  return ['registries.conf', 'registries.yaml', 'hosts.toml', 'config.toml', 'buildkitd.toml', 'crio.conf'];
}

function placeOf(client: Client, word: string, text: string): string | null {
  if (word !== '-') return client.placeFor(resolve(word), text);
  return namesFor(text).reduce<string | null>((found, name) => found ?? client.placeFor(name, text), null);
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() === true;
}

/** A file of this machine, bounded and never waited for. */
function textOf(path: string): string {
  const read = rootFiles('/').read(resolve(path));
  if (read.kind === 'file') return read.text;
  const why = read.kind === 'absent' ? 'there is none' : read.kind === 'directory' ? 'it is a directory' : read.error;
  throw new UsageError(`config: ${echo(path)} is not a file that can be read: ${why}`, 'file');
}

function echo(text: string): string {
  return cleanText(text, MAX_ECHO_CHARACTERS);
}
