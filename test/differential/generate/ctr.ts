import type { Draft } from './draft.js';
import { drawFlagLogin } from './login.js';

/** Draws the machine of ctr, which reads no configuration of registries. */
export function drawCtr(draft: Draft): void {
  drawFlagLogin(draft, 0.5);
}
