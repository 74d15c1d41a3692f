import { open, stat } from 'node:fs/promises';
import { NOT_TRIED, type StorageFacts } from '../../facts/storage.js';
import { errnoOf } from './place.js';

const DEVICE = '/dev/fuse';
/** Bits of the mode, as `ls` shows them. */
const LETTERS = 'rwxrwxrwx';

/** Whether /dev/fuse is there and whether this process may open it: the device rules of a container may forbid what the mode allows. */
export async function fuseDevice(): Promise<StorageFacts['fuseDevice']> {
  const found = await stat(DEVICE).catch(() => null);
  if (found === null || !found.isCharacterDevice()) return { present: false, mode: null, opened: NOT_TRIED };
  const bits = [...LETTERS].map((letter, index) => ((found.mode >> (8 - index)) & 1 ? letter : '-')).join('');
  try {
    await (await open(DEVICE, 'r+')).close();
    return { present: true, mode: `c${bits}`, opened: { outcome: 'ok', says: null } };
  } catch (thrown) {
    return { present: true, mode: `c${bits}`, opened: { outcome: 'failed', says: errnoOf(thrown) } };
  }
}
