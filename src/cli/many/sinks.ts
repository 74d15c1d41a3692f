import type { Columns } from '../../many/text/line.js';
import type { TextOptions } from '../../report/text/style.js';
import type { Outputs } from '../outputs.js';
import { beginReportFile, type GrowingFile } from '../report-file.js';
import type { Bar } from './bar.js';
import { jsonSink } from './json-sink.js';
import { keptSink } from './kept-sink.js';
import type { Out } from './out.js';
import type { Sink } from './sink.js';
import { textSink } from './text-sink.js';

/** What decides where reports go. */
export interface SinkOptions {
  readonly outputs: Outputs;
  readonly flags: { readonly quiet?: boolean | undefined };
  readonly out: Out;
  readonly bar: Pick<Bar, 'beside'>;
  readonly text: TextOptions;
  readonly columns: Columns;
  placeOf(index: number): string | null;
}

/** Where the reports of a run go. */
export interface Sinks {
  readonly all: readonly Sink[];
  /** Reports that a form wants all at once. */
  readonly kept: ReturnType<typeof keptSink>;
  /** Files that grow. */
  readonly growing: readonly GrowingFile[];
}

/** Forms with a document a line: nothing has to be kept for them. */
export function isStream(form: string): boolean {
  return form === 'json' || form === 'jsonl';
}

/** Opens what is asked for. */
export function sinksFor(options: SinkOptions): Sinks {
  const { outputs, flags, out } = options;
  const kept = keptSink();
  const growing = outputs.files.filter(({ form }) => isStream(form)).map(beginReportFile);
  const isKept =
    outputs.files.some(({ form }) => !isStream(form)) || !(isStream(outputs.screen) || outputs.screen === 'text');
  return {
    all: [
      ...(outputs.screen === 'text' && flags.quiet !== true ? [textSink(options)] : []),
      ...(isStream(outputs.screen) ? [jsonSink(out)] : []),
      ...growing.map(jsonSink),
      ...(isKept ? [kept] : []),
    ],
    kept,
    growing,
  };
}
