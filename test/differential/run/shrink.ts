import { type DifferentialCase, REFUSED } from '../case.js';
import type { World } from '../world/world.js';
import { type Judged, runCase } from './run-case.js';

/** Time for making one disagreement small. */
const SHRINK_MS = 60_000;

/** The smallest case found in the time that still disagrees in the same way: files, lines, variables, flags and ports taken away. */
export async function shrink(world: World, first: Judged): Promise<Judged> {
  const deadline = performance.now() + SHRINK_MS;
  const kind = first.disagreement?.kind;
  let best = first;
  for (let progress = true; progress; ) {
    progress = false;
    for (const smaller of smallerCases(best.one)) {
      if (performance.now() > deadline) return best;
      const judged = await runCase(world, smaller, best.whole).catch(() => null);
      if (judged === null || judged.disagreement?.kind !== kind) continue;
      best = judged;
      progress = true;
      break;
    }
  }
  return best;
}

/** Every case that is one step simpler, the largest steps first. */
function* smallerCases(one: DifferentialCase): Generator<DifferentialCase> {
  const names = Object.keys(one.files);
  for (const name of names) yield { ...one, files: without(one.files, name) };
  for (const name of Object.keys(one.environment)) yield { ...one, environment: without(one.environment, name) };
  if (one.credentials !== null) yield { ...one, credentials: null };
  if (one.tlsVerify !== null) yield { ...one, tlsVerify: null };
  const open = Object.entries(one.network).filter(([, { speaks }]) => speaks !== 'refused');
  if (open.length > 3) yield { ...one, network: Object.fromEntries(open.slice(0, Math.ceil(open.length / 2))) };
  for (const [place] of open) yield { ...one, network: without(one.network, place) };
  for (const [place, state] of open) {
    if (state.speaks === 'silent') continue;
    const plain = { ...REFUSED, speaks: state.speaks };
    if (JSON.stringify(plain) !== JSON.stringify(state)) yield { ...one, network: { ...one.network, [place]: plain } };
  }
  for (const name of names) {
    const lines = (one.files[name] ?? '').split('\n');
    for (const index of lines.keys()) {
      if (lines[index] === '') continue;
      const text = lines.filter((_, each) => each !== index).join('\n');
      yield { ...one, files: { ...one.files, [name]: text } };
    }
  }
}

function without<Value>(record: Readonly<Record<string, Value>>, name: string): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));
}
