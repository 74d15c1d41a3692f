import { styleText } from 'node:util';

export interface TextOptions {
  readonly color: boolean;
  /** False where the terminal's locale is not UTF-8: then plain ASCII stands in. */
  readonly unicode: boolean;
  /** Columns; lines are folded to it. */
  readonly width: number;
  /** Evidence, facts and sources too. */
  readonly verbose: boolean;
}

type Format = Parameters<typeof styleText>[0];

export interface Style {
  paint(format: Format, text: string): string;
  readonly symbol: {
    readonly ok: string;
    readonly fail: string;
    readonly slow: string;
    readonly unknown: string;
    readonly info: string;
    readonly arrow: string;
    readonly cut: string;
  };
  /** What bars of time are made of, one cell each; `instant`: shorter than a cell. */
  readonly fill: { readonly used: string; readonly wasted: string; readonly instant: string };
}

/** Symbols always come with a word, so that neither colour nor Unicode carries meaning alone. */
export function styleOf({ color, unicode }: TextOptions): Style {
  return {
    paint: (format, text) => (color && text !== '' ? styleText(format, text, { validateStream: false }) : text),
    symbol: unicode
      ? { ok: '✓', fail: '✗', slow: '⧖', unknown: '?', info: 'i', arrow: '→', cut: '…' }
      : { ok: '+', fail: 'x', slow: '~', unknown: '?', info: 'i', arrow: '->', cut: '...' },
    fill: unicode ? { used: '█', wasted: '░', instant: '▏' } : { used: '#', wasted: '-', instant: '|' },
  };
}
