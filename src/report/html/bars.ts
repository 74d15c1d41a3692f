import { duration } from '../duration.js';
import type { WaterfallRow } from '../waterfall/waterfall.js';
import { percent, type Tick } from './axis.js';
import { type Content, html, type Markup } from './markup.js';

/** A bar is never thinner, per cent of the line: what took a millisecond is still there to be seen. */
const LEAST_PERCENT = 0.7;
/** From this share of the line on the wasted time stands in its bar. */
const WORDS_FROM = 0.34;
/** A label nearer to the end than this would be cut, share of the line. */
const END = 0.92;

/** A time line with its marks: every bar is drawn on the same. */
export interface Scale {
  /** Milliseconds of its whole length. */
  readonly ms: number;
  readonly ticks: readonly Tick[];
}

/** The labels above the bars. */
export function axisLabels({ ms, ticks }: Scale): Markup {
  const labels = ticks.map((tick, index) => {
    const anchor = index === 0 ? 'start' : tick.ms / ms > END ? 'end' : 'middle';
    return html`<text x="${percent(tick.ms, ms)}" y="13" text-anchor="${anchor}">${tick.label}</text>`;
  });
  return html`<svg class="axis" width="100%" height="18" aria-hidden="true" focusable="false">${labels}</svg>`;
}

/** The bar of one step, on the marks of the time line. */
export function bar(row: Pick<WaterfallRow, 'startMs' | 'ms' | 'wasted' | 'isPart'>, scale: Scale): Markup {
  const kind = row.wasted ? 'wasted' : row.isPart ? 'part' : 'time';
  const words =
    row.wasted && row.ms / scale.ms >= WORDS_FROM
      ? html`<text class="in-bar" x="${percent(row.startMs + row.ms / 2, scale.ms)}" y="15.5" text-anchor="middle">${duration(row.ms)} wasted</text>`
      : null;
  return drawn(scale, html`${rectangle(row, scale, kind)}${words}`);
}

/** The client's own repeats: milliseconds from its start until when. */
export function repeats(fromMs: number, untilMs: number, scale: Scale): Markup {
  return drawn(scale, rectangle({ startMs: fromMs, ms: untilMs - fromMs }, scale, 'again'));
}

/** An empty line with its marks: nothing was sent. */
export function emptyBar(scale: Scale): Markup {
  return drawn(scale, null);
}

/** A bar as the legend shows it. */
export function sample(kind: 'time' | 'part' | 'wasted' | 'again'): Markup {
  return html`<svg width="26" height="12" aria-hidden="true" focusable="false"><rect class="${kind}" x="1" y="1" width="24" height="10" rx="2"/></svg>`;
}

function rectangle({ startMs, ms }: { startMs: number; ms: number }, scale: Scale, kind: string): Markup {
  const share = Math.max(LEAST_PERCENT, (Math.min(ms, scale.ms - startMs) / scale.ms) * 100);
  const x = Math.min((startMs / scale.ms) * 100, 100 - share);
  const round = (value: number): string => `${Math.round(Math.max(0, value) * 100) / 100}%`;
  return html`<rect class="${kind}" x="${round(x)}" y="4" width="${round(share)}" height="14" rx="2"/>`;
}

function drawn({ ms, ticks }: Scale, content: Content): Markup {
  const lines = ticks.map(({ ms: at }) => {
    const x = percent(at, ms);
    return html`<line x1="${x}" x2="${x}" y1="0" y2="100%"/>`;
  });
  return html`<svg class="bar" width="100%" height="22" aria-hidden="true" focusable="false">${lines}${content}</svg>`;
}
