import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LOADERS } from '../commands/loaders.js';
import { runDirectly } from './cli/run-directly.js';
import { withoutNamesFor } from './cli/without-names.js';
import { EXIT } from './report/exit-code.js';
import { UsageError } from './report/usage.js';
import { usageDocument } from './report/usage-document.js';
import { cleanText } from './text/clean.js';
import { withoutPasswordsOf } from './text/user-information.js';
import { VERSION } from './version.js';

/** Longest message of an unexpected error that is shown. */
const MAX_MESSAGE_CHARACTERS = 2000;

// A reader that went away (`| head`) is no error of ours.
process.stdout.on('error', () => process.exit(EXIT.ok));

/** Waits for stdout and stderr to be written out, then ends the process: look-ups of the C library would keep it alive. */
function leave(code: number): void {
  process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
}

/** One sentence. Words typed on the command line and the variable with an account may hold a password, which no message repeats. */
function shown(message: string): string {
  const [said = message] = message.split(/\n(?:See more help|Note: )/);
  const sentence = said
    .replace(/^The following errors? occurred:/, '')
    .replace(/\s+/g, ' ')
    .trim();
  const account = process.env['REGDOCTOR_CREDS'] ?? '';
  const bare = account === '' ? sentence : sentence.replaceAll(account, 'redacted');
  return cleanText(withoutPasswordsOf(process.argv.slice(2), bare), MAX_MESSAGE_CHARACTERS);
}

async function usage(message: string, part: string, meant: string | null): Promise<number> {
  const withoutNames = await withoutNamesFor(process.argv);
  const told = withoutNames(shown(message));
  const better = meant === null ? null : withoutNames(shown(meant));
  if (process.argv.includes('--json'))
    process.stdout.write(
      `${JSON.stringify(usageDocument({ version: VERSION, message: told, part, meant: better, arguments: process.argv.slice(2) }))}\n`,
    );
  process.stderr.write(`regdoctor: ${told}${better === null ? '' : `\n  meant: ${better}`}\n`);
  return EXIT.usage;
}

async function bug(error: unknown): Promise<number> {
  const withoutNames = await withoutNamesFor(process.argv).catch(() => () => '');
  const text = error instanceof Error ? `${error.name}: ${error.message}\n${error.stack ?? ''}` : String(error);
  process.stderr.write(
    `regdoctor has met a bug of its own. Please report these lines:\n  regdoctor ${VERSION}, Node ${process.version}, ${process.platform} ${process.arch}\n${text
      .split('\n')
      .map((line) => withoutNames(cleanText(line, MAX_MESSAGE_CHARACTERS)))
      .join('\n')}\n`,
  );
  return EXIT.bug;
}

/** What the command framework throws for wrong words on the command line: it sets an exit code of its own on them. */
function isUsage(error: unknown): error is Error {
  return error instanceof Error && typeof (error as { oclif?: { exit?: number } }).oclif?.exit === 'number';
}

/** Help, the version, and words that no command has: everything that the command framework does by itself. */
async function runFramework(words: string[]): Promise<unknown> {
  const { run } = await import('./cli/framework.js');
  const root = join(dirname(fileURLToPath(import.meta.url)), '..');
  return run(words, { root, version: VERSION, userPlugins: false, devPlugins: false, jitPlugins: false } as Parameters<
    typeof run
  >[1]);
}

async function main(): Promise<number> {
  try {
    const words = process.argv.slice(2);
    const direct = await runDirectly(words, LOADERS);
    const result = direct === null ? await runFramework(words) : direct.result;
    return typeof result === 'number' ? result : EXIT.ok;
  } catch (error) {
    if (error instanceof UsageError) return usage(error.message, error.part, error.meant);
    if (isUsage(error)) {
      const exit = (error as { oclif?: { exit?: number } }).oclif?.exit;
      return exit === 0 ? EXIT.ok : usage(error.message, 'command line', null);
    }
    return bug(error);
  }
}

process.once('uncaughtException', (error) => void bug(error).then(leave));
process.once('unhandledRejection', (error) => void bug(error).then(leave));
main().then(leave);
