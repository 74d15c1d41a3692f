import type { Brief } from '../../many/brief.js';
import { InOrder } from '../../many/in-order.js';
import { briefLines, type Columns } from '../../many/text/line.js';
import type { Report } from '../../report/schema.js';
import { renderText } from '../../report/text/render.js';
import type { TextOptions } from '../../report/text/style.js';
import type { Bar } from './bar.js';
import type { Out } from './out.js';
import type { Sink } from './sink.js';

/** How lines are written. */
export interface TextSinkOptions {
  readonly out: Out;
  readonly bar: Pick<Bar, 'beside'>;
  readonly columns: Columns;
  readonly text: TextOptions;
  /** Where a reference is named, `images.txt:12`; null on the command line. */
  placeOf(index: number): string | null;
}

/** A line a reference, in the order of the call; with `verbose` the whole report of what is not all right below it. */
export function textSink({ out, bar, columns, text, placeOf }: TextSinkOptions): Sink {
  const order = new InOrder<string>();
  const write = async (said: string): Promise<void> => {
    if (said !== '') await bar.beside(() => out.write(said));
  };
  return {
    tell: (brief, report) => write(order.put(brief.index, said(brief, report)).join('')),
  };

  function said(brief: Brief, report: Report): string {
    const line = briefLines(brief, placeOf(brief.index), columns, text).join('\n');
    const isWhole = text.verbose && brief.state !== 'ok' && report.clients.length > 0;
    return `${line}\n${isWhole ? `\n${renderText(report, text)}\n` : ''}`;
  }
}
