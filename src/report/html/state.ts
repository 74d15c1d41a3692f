import { html, type Markup } from './markup.js';

/** How something is, for its colour and its sign; the word beside them says it. */
export type State = 'ok' | 'slow' | 'fail' | 'unknown' | 'info';

const STATES: Readonly<Record<string, State>> = {
  ok: 'ok',
  works: 'ok',
  yes: 'ok',
  slow: 'slow',
  degraded: 'slow',
  waits: 'slow',
  warning: 'slow',
  fail: 'fail',
  failed: 'fail',
  fails: 'fail',
  broken: 'fail',
  error: 'fail',
  no: 'fail',
  info: 'info',
  'not sent': 'info',
};

/** The state that a word of a report stands for; `unknown` for any other word. */
export function stateOf(word: string): State {
  return Object.hasOwn(STATES, word) ? (STATES[word] ?? 'unknown') : 'unknown';
}

/** Sign alone; the words are beside it. */
export function sign(state: State): Markup {
  return html`<svg class="sign s-${state}" width="16" height="16" aria-hidden="true"><use href="#sign-${state}"/></svg>`;
}

/** Sign and word. */
export function badge(word: string, state: State = stateOf(word)): Markup {
  return html`<span class="badge s-${state}">${sign(state)}${word}</span>`;
}
