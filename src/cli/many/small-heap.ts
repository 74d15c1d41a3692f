import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Room for what has just been made, bytes: a thousand reports make gigabytes of short-lived objects, and V8 would let the room for them grow to 134 MB. */
const MOST_NEW_BYTES = 16 * 1024 * 1024;
/** The heap is swept when it is larger than this, bytes: 20 MB of it live, and V8 would let it grow to five times as much before it looks. */
const SWEPT_BYTES = 72 * 1024 * 1024;
/** References between two sweeps at least: one takes 25 ms. */
const SWEPT_EVERY = 100;

/** Gives a function to call after each reference, which keeps the process small however many there are. */
export function smallHeap(): () => void {
  let isBounded = false;
  let since = 0;
  let sweep: (() => void) | null = null;
  return () => {
    since += 1;
    if (!isBounded && newBytes() >= MOST_NEW_BYTES) {
      isBounded = true;
      setFlagsFromString('--semi-space-growth-factor=1');
    }
    if (since < SWEPT_EVERY || process.memoryUsage().heapTotal <= SWEPT_BYTES) return;
    since = 0;
    sweep ??= collector();
    sweep();
  };
}

function newBytes(): number {
  return getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0;
}

/** V8's own collector, which is not to be had by name otherwise. */
function collector(): () => void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  return typeof collect === 'function' ? () => void collect() : () => {};
}
