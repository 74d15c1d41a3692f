import { duration } from '../duration.js';
import type { ReportFix } from '../schema.js';
import { html, type Markup } from './markup.js';
import { sign, stateOf } from './state.js';

type Side = ReportFix['proof']['before'];

/** What is known of a fix before it is done: replayed, tried, or what it would lead to. */
export function proofLine({ proof }: ReportFix): Markup {
  if (proof.says !== undefined)
    return html`<p class="proof">${proof.kind === 'tried' ? 'Tried here: ' : ''}${proof.says}</p>`;
  const words = proof.kind === 'replayed' ? 'Proven by replay:' : 'If that is done:';
  const after =
    proof.after.outcome === 'unknown' ? html`what comes after can’t be seen yet` : html`${sideWords(proof.after)}`;
  return html`<p class="proof">${words} ${sideWords(proof.before)} <span class="soft">now,</span> ${after}${
    proof.after.outcome === 'unknown' ? null : html` <span class="soft">after</span>`
  }</p>`;
}

function sideWords({ outcome, ms }: Side): Markup {
  const state = stateOf(outcome);
  return html`<span class="s-${state} strong">${sign(state)}${outcome} ${duration(ms)}</span>`;
}
