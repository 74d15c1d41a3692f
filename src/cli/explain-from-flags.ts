import { statSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import type { Match } from '../explain/match.js';
import { RECOGNISERS } from '../explain/recognisers/catalogue.js';
import { Scanner } from '../explain/scanner.js';
import { explainDocument } from '../report/explain/document.js';
import { renderExplanation } from '../report/explain/text.js';
import { UsageError } from '../report/usage.js';
import { explainBatch } from './explain-batch.js';
import { explainText } from './explain-text.js';
import { piecesOf } from './pieces-of.js';
import { ReadingProgress } from './reading-progress.js';

/** The flags of `regdoctor explain` as the command framework hands them over. */
export interface ExplainFlags {
  readonly file?: string | undefined;
  readonly json: boolean;
  readonly batch: boolean;
  readonly verbose: boolean;
}

/** Explains text from the arguments, a file or standard input; gives the exit code: 0 something was recognised, 3 nothing was. */
export async function explainFromFlags(words: readonly string[], flags: ExplainFlags): Promise<number> {
  if (words.length > 0 && (flags.file !== undefined || flags.batch))
    throw new UsageError(`explain: text goes without --${flags.batch ? 'batch' : 'file'}`, 'text');
  try {
    if (flags.batch) return await explainBatch(input(flags).pieces);
    const matches = words.length > 0 ? explainText(words.join(' ')) : await explainPieces(input(flags));
    const document = explainDocument(matches);
    process.stdout.write(flags.json ? `${JSON.stringify(document)}\n` : renderExplanation(document.matches, flags));
    return document.exitCode;
  } catch (error) {
    throw unreadable(error, flags.file);
  }
}

interface Input {
  readonly pieces: AsyncIterable<Buffer>;
  /** Bytes, null where nobody knows. */
  readonly size: number | null;
}

function input({ file }: ExplainFlags): Input {
  if (file !== undefined && file !== '-') {
    const stat = statSync(file);
    return { pieces: piecesOf(file), size: stat.isFile() ? stat.size : null };
  }
  if (process.stdin.isTTY === true)
    throw new UsageError(
      'explain: no text: give it as arguments, with --file, or pipe it in',
      'text',
      'kubectl describe pod POD | regdoctor explain',
    );
  return { pieces: piecesOf(null), size: null };
}

async function explainPieces({ pieces, size }: Input): Promise<readonly Match[]> {
  // Short texts die young: room that V8 would make for more of them is memory for nothing (60 MB).
  setFlagsFromString('--semi-space-growth-factor=1');
  const scanner = new Scanner(RECOGNISERS);
  const progress = new ReadingProgress(process.stderr, size);
  try {
    for await (const piece of pieces) {
      scanner.push(piece);
      progress.read(piece.length, scanner.line);
    }
    return scanner.end();
  } finally {
    progress.stop();
  }
}

/** What the system says of a file, as a wrong call; anything else as it is. */
function unreadable(error: unknown, file: string | undefined): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!/^E[A-Z]+$/.test(code)) return error;
  const what = file === undefined || file === '-' ? 'standard input' : file;
  const why =
    code === 'EISDIR'
      ? 'is a directory'
      : code === 'ENOENT'
        ? 'does not exist'
        : code === 'EACCES'
          ? 'may not be read'
          : `cannot be read (${code})`;
  return new UsageError(`explain: ${what} ${why}`, '--file');
}
