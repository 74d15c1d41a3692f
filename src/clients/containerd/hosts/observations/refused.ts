import { posix } from 'node:path';
import { parseToml } from '../../../../host/toml.js';
import type { Observation } from '../../../client.js';
import { readHostsText } from '../../hosts-file.js';
import { tomlList, withEmptyHost, withKey } from '../edit.js';
import { isTable, isTexts, type Table } from '../table.js';
import { cureOf, type HostsPlace, meantBy } from './shared.js';

/** Words that every version knows. */
const WORDS = ['pull', 'resolve', 'push'];
/** So many letters tell these words apart. */
const TELLING = 3;
/** Corrections that one file may need one after the other; more is no typing mistake. */
const MOST_CORRECTIONS = 8;

/** A hosts.toml that containerd refuses and passes over with a line in its log, and the file corrected where it is plain how. */
export function refusedFile({ host, version }: HostsPlace, directory: string): Observation[] {
  const path = posix.join(directory, 'hosts.toml');
  const read = host.files.read(path);
  if (read.kind !== 'file' || read.text === '') return [];
  const result = readHostsText(read.text, path, version);
  if (result.kind !== 'refused') return [];
  const parsed = parseToml(read.text);
  const alone = parsed.ok && isTable(parsed.document.value) && parsed.document.value['host'] === undefined;
  const serverAlone = alone && result.text === 'invalid `host` tree';
  const why = serverAlone
    ? `containerd ${version} refuses a hosts.toml without any [host] table (invalid \`host\` tree)`
    : `containerd refuses the whole hosts.toml (${result.text})`;
  return [
    {
      code: 'config-parse-error',
      source: result.source,
      text: `${why}, says so in its log only, and asks the registry itself over https.`,
      meant: meantBy(read.text),
      cure: cureOf(path, corrected(read.text, path, version)),
    },
  ];
}

/** The text with every plain mistake corrected, null where it is still refused. */
function corrected(text: string, path: string, version: string): string | null {
  let current = text;
  for (let step = 0; step < MOST_CORRECTIONS; step += 1) {
    const result = readHostsText(current, path, version);
    if (result.kind === 'read') return current === text ? null : current;
    if (result.kind !== 'refused') return null;
    const next = result.text === 'invalid `host` tree' ? withEmptyHost(current) : correctedOnce(current);
    if (next === null || next === current) return null;
    current = next;
  }
  return null;
}

function correctedOnce(text: string): string | null {
  const parsed = parseToml(text);
  if (!parsed.ok || !isTable(parsed.document.value)) return null;
  const root = parsed.document.value;
  const tree = isTable(root['host']) ? root['host'] : {};
  const tables: readonly (readonly [readonly string[], unknown])[] = [
    [[], root],
    ...Object.entries(tree).map(([name, table]) => [['host', name], table] as const),
  ];
  for (const [at, table] of tables) {
    const change = isTable(table) ? correction(table) : null;
    if (change !== null) return withKey(text, at, ...change);
  }
  return null;
}

/** The first key of a table that is plainly meant otherwise, with its value as it should be. */
function correction(table: Table): readonly [key: string, value: string] | null {
  for (const key of ['skip_verify', 'override_path']) {
    const value = table[key];
    const word = typeof value === 'string' ? value.toLowerCase() : value;
    if (word === 'true' || word === 1) return [key, 'true'];
    if (word === 'false' || word === 0) return [key, 'false'];
  }
  const capabilities = table['capabilities'];
  const words = typeof capabilities === 'string' ? capabilities.split(/[\s,]+/) : capabilities;
  if (isTexts(words) && (typeof capabilities === 'string' || words.some((word) => !isKnown(word)))) {
    const known = [...new Set(words.flatMap((word) => likelyWord(word) ?? []))];
    return ['capabilities', tomlList(known.length === 0 ? ['pull', 'resolve'] : known)];
  }
  const limit = table['dial_timeout'];
  if (typeof limit === 'number' && limit > 0) return ['dial_timeout', JSON.stringify(`${limit}s`)];
  if (typeof limit === 'string' && /^\d+$/.test(limit)) return ['dial_timeout', JSON.stringify(`${limit}s`)];
  return null;
}

/** `resolv`, `pulls` and `Push` begin like the word that is meant. */
function likelyWord(word: string): string | undefined {
  return WORDS.find((known) => word.trim().toLowerCase().startsWith(known.slice(0, TELLING)));
}

function isKnown(word: string): boolean {
  return WORDS.includes(word.toLowerCase());
}
