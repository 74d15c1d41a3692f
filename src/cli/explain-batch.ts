import { EXIT } from '../report/exit-code.js';
import { batchAnswer } from '../report/explain/document.js';
import { explainText } from './explain-text.js';
import { linesOf } from './lines-of.js';

/** Longest line of a batch, bytes: an error text is far shorter. */
const MAX_LINE_BYTES = 4 * 1024 * 1024;

/** One JSON object a line in, one a line out, in the same order and as they come; a line that is none is answered as unknown, and the call was wrong. */
export async function explainBatch(pieces: AsyncIterable<Buffer>): Promise<number> {
  let wrong = 0;
  for await (const line of linesOf(pieces, MAX_LINE_BYTES)) {
    if (line?.trim() === '') continue;
    const message = line === null ? null : readMessage(line);
    if (message === null) wrong += 1;
    const answer = batchAnswer(message?.id ?? null, message === null ? [] : explainText(message.text));
    if (!process.stdout.write(`${JSON.stringify(answer)}\n`))
      await new Promise((resolve) => process.stdout.once('drain', resolve));
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
