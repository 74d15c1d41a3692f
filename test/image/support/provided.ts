import { describe, inject } from 'vitest';
import { Workshop } from './workshop.js';

const provided = inject('image');

/** Where a test file starts: the images that the global set-up built, and the storage they are in. */
export const { sources, base, images } = provided;

/** `describe`, skipped where the machine can't run images. */
export const describeImage = describe.skipIf(provided.missing.length > 0);

/** The workshop of the global set-up, which removes it. */
export function openWorkshop(): Promise<Workshop> {
  return Workshop.at(provided.directory);
}
