import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** Room for what has just been made, bytes: a thousand reports make gigabytes of short-lived objects, and V8 would let the room for them grow to 134 MB. */
const MOST_NEW_BYTES = 16 * 1024 * 1024;

/** Gives a function to call now and then, which keeps the room for new objects from growing any further once it is large enough. */
export function smallHeap(): () => void {
  let isSet = false;
  return () => {
    if (isSet) return;
    const space = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
    if (space !== undefined && space.space_size < MOST_NEW_BYTES) return;
    isSet = true;
    setFlagsFromString('--semi-space-growth-factor=1');
  };
}
