import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKOUT } from '../../conformance/rig/client-files.js';
import type { Judged } from '../run/run-case.js';

/** Where disagreements are kept, small as they are, until they are settled; and after it, so that they stay so. */
export const KEPT = join(CHECKOUT, 'test/conformance/cases/found');

/** Writes the case as a fixture: `CLIENT-HASH.json`, the hash over what matters. */
export function keepCase({ one, disagreement }: Judged): void {
  const { seed, branches: _, ...matters } = one;
  const hash = createHash('sha256').update(JSON.stringify(matters)).digest('hex').slice(0, 10);
  mkdirSync(KEPT, { recursive: true });
  const kept = { seed, ...matters, branches: [], showed: disagreement?.kind ?? null };
  writeFileSync(join(KEPT, `${one.client}-${hash}.json`), `${JSON.stringify(kept, null, 2)}\n`);
}
