import type { Host } from '../../host/host.js';
import type { Source } from '../../host/source.js';
import type { Flavour } from './flavour.js';

/** Where systemd looks for units, first wins. */
const UNIT_DIRECTORIES = [
  '/etc/systemd/system',
  '/run/systemd/system',
  '/usr/local/lib/systemd/system',
  '/usr/lib/systemd/system',
  '/lib/systemd/system',
];
/** Words of a command line looked at; real ones have a few dozen. */
const MAX_WORDS = 500;

/** Flags the agent was or will be started with, and where they stand. */
export interface AgentArguments {
  readonly words: readonly string[];
  readonly source: Omit<Source, 'says'>;
}

/**
 * The command line of the agent: of the running process where it shows any flag (k3s hides its own behind the process title), else `ExecStart`
 * of its unit.
 */
export function agentArguments(host: Host, { client, daemon }: Flavour): AgentArguments {
  const running = host.processes.find(({ name }) => daemon.processes.includes(name));
  const shown = running?.arguments ?? [];
  if (shown.some((word) => word.startsWith('-'))) {
    return {
      words: shown.slice(0, MAX_WORDS),
      source: { kind: 'program', name: `${client} (pid ${running?.pid})`, line: null },
    };
  }
  for (const unit of daemon.units) {
    for (const directory of UNIT_DIRECTORIES) {
      const path = `${directory}/${unit}.service`;
      const read = host.files.read(path);
      if (read.kind !== 'file') continue;
      return { words: execStart(read.text), source: { kind: 'file', name: path, line: null } };
    }
  }
  return { words: shown, source: { kind: 'default', name: client, line: null } };
}

/** Words of the last `ExecStart=` of a unit, without quotes; continuation lines are joined. */
function execStart(text: string): readonly string[] {
  const lines = text.replace(/\\\r?\n/g, ' ').split('\n');
  const line = lines.findLast((each) => /^\s*ExecStart\s*=\s*\S/.test(each)) ?? '';
  const words = line.replace(/^\s*ExecStart\s*=/, '').match(/'[^']*'|"[^"]*"|\S+/g) ?? [];
  return words.slice(0, MAX_WORDS).map((word) => word.replace(/^(['"])(.*)\1$/, '$2'));
}

/** Value of the last of these flags (`--name VALUE`, `--name=VALUE`); null where none is given. */
export function flagValue({ words }: AgentArguments, names: readonly string[]): string | null {
  let value: string | null = null;
  for (const [index, word] of words.entries()) {
    const [, flag = '', given] = /^(--?[A-Za-z][A-Za-z0-9-]*)(?:=(.*))?$/s.exec(word) ?? [];
    if (names.includes(flag)) value = given ?? words[index + 1] ?? '';
  }
  return value;
}

/** True where a switch is given (`--name`, `--name=true`), false where it is switched off, null where it isn't there. */
export function flagSwitch({ words }: AgentArguments, name: string): boolean | null {
  const given = words.findLast((word) => word === name || word.startsWith(`${name}=`));
  return given === undefined ? null : !/=(?:false|0|f)$/i.test(given);
}
