import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { judgeLines, matchesOf } from '../explain/explain.js';
import type { Match } from '../explain/match.js';
import { RECOGNISERS } from '../explain/recognisers/catalogue.js';
import { Scanner } from '../explain/scanner.js';
import { EXIT } from '../report/exit-code.js';
import { batchAnswer, type ExplainDocument } from '../report/explain/document.js';
import { renderExplanation } from '../report/explain/text.js';
import { UsageError } from '../report/usage.js';

/** The flags of `regdoctor explain` as the command framework hands them over. */
export interface ExplainFlags {
  readonly file?: string | undefined;
  readonly json: boolean;
  readonly batch: boolean;
  readonly verbose: boolean;
}

/** Time between two lines of progress on a terminal, ms. */
const PROGRESS_MS = 500;
/** Bytes read at once: large enough that lines seldom fall on a border, small beside the memory there is. */
const CHUNK_BYTES = 1024 * 1024;

/** Explains text from the arguments, a file or standard input; gives the exit code: 0 something was recognised, 3 nothing was. */
export async function explainFromFlags(words: readonly string[], flags: ExplainFlags): Promise<number> {
  if (flags.batch) return await batch(input(flags));
  const matches = words.length > 0 ? explainText(words.join(' ')) : await explainStream(input(flags));
  const exitCode = matches.length === 0 ? EXIT.unknown : EXIT.ok;
  const document: ExplainDocument = { schemaVersion: 1, kind: 'explain', exitCode, matches };
  process.stdout.write(flags.json ? `${JSON.stringify(document)}\n` : renderExplanation(matches, flags));
  return exitCode;
}

function input({ file }: ExplainFlags): Readable {
  if (file !== undefined && file !== '-') return createReadStream(file, { highWaterMark: CHUNK_BYTES });
  if (process.stdin.isTTY === true)
    throw new UsageError(
      'explain: no text: give it as arguments, with --file, or pipe it in',
      'text',
      'kubectl describe pod POD | regdoctor explain',
    );
  return process.stdin;
}

function explainText(text: string): readonly Match[] {
  return matchesOf(judgeLines(text.split(/\r\n|\n|\r/), RECOGNISERS));
}

async function explainStream(stream: Readable): Promise<readonly Match[]> {
  const scanner = new Scanner(RECOGNISERS);
  let bytes = 0;
  let shownAt = Date.now();
  try {
    for await (const chunk of stream) {
      const part = chunk as Buffer;
      bytes += part.length;
      scanner.push(part);
      if (process.stderr.isTTY === true && Date.now() - shownAt >= PROGRESS_MS) {
        process.stderr.write(`\r${(bytes / 1e6).toFixed(0)} MB, line ${scanner.line}`);
        shownAt = Date.now();
      }
    }
  } catch (error) {
    throw unreadable(error);
  }
  if (process.stderr.isTTY === true) process.stderr.write('\r\x1b[K');
  return scanner.end();
}

/** Longest message of a batch that is looked at, characters. */
const MAX_MESSAGE_CHARACTERS = 256 * 1024;

/** One JSON object a line in, one a line out; a line that is none is answered as unknown, and the call was wrong. */
async function batch(stream: Readable): Promise<number> {
  let wrong = 0;
  try {
    for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (line.trim() === '') continue;
      const message = readMessage(line);
      if (message === null) wrong += 1;
      const matches = message === null ? [] : explainText(message.text.slice(0, MAX_MESSAGE_CHARACTERS));
      if (!process.stdout.write(`${JSON.stringify(batchAnswer(message?.id ?? null, matches))}\n`))
        await new Promise((resolve) => process.stdout.once('drain', resolve));
    }
  } catch (error) {
    throw unreadable(error);
  }
  if (wrong > 0)
    process.stderr.write(
      `explain: ${wrong} ${wrong === 1 ? 'line is' : 'lines are'} no JSON object with a "message"\n`,
    );
  return wrong > 0 ? EXIT.usage : EXIT.ok;
}

function readMessage(line: string): { readonly id: string | number | null; readonly text: string } | null {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null || !('message' in value) || typeof value.message !== 'string')
      return null;
    const id = 'id' in value && (typeof value.id === 'string' || typeof value.id === 'number') ? value.id : null;
    return { id, text: value.message };
  } catch {
    return null;
  }
}

function unreadable(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : null;
  if (code === null || !/^E[A-Z]+$/.test(code)) return error;
  return new UsageError(`explain: the text cannot be read (${code})`, '--file');
}
