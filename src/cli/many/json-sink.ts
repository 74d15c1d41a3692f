import type { Out } from './out.js';
import type { Sink } from './sink.js';

/** One document a line, as soon as it is done. */
export function jsonSink(out: Pick<Out, 'write'>): Sink {
  return { tell: (_brief, report) => out.write(`${JSON.stringify(report)}\n`) };
}
