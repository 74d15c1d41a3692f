import type { Command, Config } from '@oclif/core';

/** A command that can be made and run. */
export type CommandClass = (new (words: string[], configuration: Config) => Command) & { id: string };

/** How commands are loaded: by the word that calls each. */
export type Loaders = Readonly<Record<string, () => Promise<{ readonly default: CommandClass }>>>;

/** All that a command asks of the framework's configuration while it parses its words: hooks, of which there are none here. */
const CONFIGURATION = { bin: 'regdoctor', runHook: async () => ({ successes: [], failures: [] }) };

/**
 * Runs the command that the first word names, without the framework's own start: that reads its manifest twice, walks up directories and asks
 * what system this is, 30 ms for nothing that a command uses. Null where the framework has to answer: help, the version, no such command.
 * Throws what the command throws, and the framework's own errors for words that it can't parse.
 */
export async function runDirectly(words: readonly string[], loaders: Loaders): Promise<{ result: unknown } | null> {
  const [name = '', ...rest] = words;
  const load = Object.hasOwn(loaders, name) ? loaders[name] : undefined;
  const end = rest.indexOf('--');
  if (load === undefined || rest.slice(0, end === -1 ? rest.length : end).includes('--help')) return null;
  const { default: Class } = await load();
  // As the framework does it: its messages name the command.
  Class.id = name;
  return { result: await new Class(rest, CONFIGURATION as unknown as Config).run() };
}
