import type { HostFiles } from '../host/host.js';
import { hasNodeDisk, NODE_DISK } from '../host/implied-root.js';
import { guessVantage } from '../host/vantage.js';
import { parseReference } from '../reference/parse.js';
import { cleanText } from '../text/clean.js';
import { withoutUserInformation } from '../text/user-information.js';

/** What the command framework's manifest says of a command's flags. */
export interface KnownFlag {
  readonly name: string;
  readonly char?: string;
  readonly type: string;
}

/** What is looked at before the framework is there. */
export interface FirstLineInputs {
  /** The command line after the program's name. */
  readonly words: readonly string[];
  /** Flags of a command by the manifest; null for no such command. */
  flagsOf(command: string): readonly KnownFlag[] | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** This process's own `/`. */
  readonly ownFiles: HostFiles;
}

/** Commands that ask the network, with what is said of their subject. */
const ANNOUNCED: Readonly<Record<string, (subject: string) => string>> = {
  check: (reference) => `checking ${reference}`,
  egress: (reference) => `looking for every host and port behind ${reference}`,
  roundtrip: (registry) => `trying a round trip with ${registry}`,
};
/** Flags of somebody who wants no such line. */
const SILENCED: readonly string[] = ['quiet', 'redact-hosts'];
/** Longest echo of what was typed. */
const MAX_CHARACTERS = 300;

/**
 * What is being checked and from where, in one line that needs nothing loaded; null for other commands, for help, and where the words can't be told
 * apart: a flag that is not known may have a secret behind it. Null too where nothing, or no name, may be shown (`--quiet`, `--redact-hosts`).
 */
export function firstLine({ words, flagsOf, environment, ownFiles }: FirstLineInputs): string | null {
  const [command = '', ...rest] = words;
  const say = Object.hasOwn(ANNOUNCED, command) ? ANNOUNCED[command] : undefined;
  const flags = say === undefined ? null : flagsOf(command);
  const read = flags === null ? null : readWords(rest, flags);
  if (say === undefined || read === null) return null;
  const { subject, values } = read;
  if (command !== 'roundtrip' && !parseReference(subject).ok) return null;
  const named = values.get('root');
  const noticed = named === undefined && hasNodeDisk({ environment, ownFiles });
  const root = named ?? (noticed ? NODE_DISK : '/');
  const network = values.get('network') ?? guessVantage({ environment, ownFiles, root }).network;
  // Which files count for a client that was named shows only when the clients are known.
  const files = noticed && values.has('client') ? '' : `, files under ${shown(root)}`;
  return `regdoctor: ${say(shown(withoutUserInformation(subject)))} from the ${shown(network)}'s network${files}`;
}

function shown(text: string): string {
  return cleanText(text, MAX_CHARACTERS);
}

/** The one word that belongs to no flag, and the values of flags; null where anything is not as the manifest says. */
function readWords(
  words: readonly string[],
  flags: readonly KnownFlag[],
): { readonly subject: string; readonly values: ReadonlyMap<string, string> } | null {
  const values = new Map<string, string>();
  const subjects: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word === '--') {
      subjects.push(...words.slice(index + 1));
      break;
    }
    if (!word.startsWith('-') || word === '-') {
      subjects.push(word);
      continue;
    }
    const [typed = '', value] = word.startsWith('--') ? split(word, word.indexOf('=')) : split(word, 2);
    const flag = flags.find(({ name, char }) => typed === `--${name}` || typed === `-${char}`);
    if (flag === undefined || typed === '--help' || SILENCED.includes(flag.name)) return null;
    if (flag.type !== 'option') {
      if (value !== undefined) return null;
      continue;
    }
    if (value === undefined) index += 1;
    values.set(flag.name, value?.replace(/^=/, '') ?? words[index] ?? '');
  }
  const [subject] = subjects;
  return subject === undefined || subjects.length > 1 ? null : { subject, values };
}

/** A word cut in two: `--root=/host`, `-cbuildah`. */
function split(word: string, at: number): [string, string | undefined] {
  return at <= 0 || at >= word.length ? [word, undefined] : [word.slice(0, at), word.slice(at)];
}
