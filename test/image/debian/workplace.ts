import { inject } from 'vitest';
import { Workshop } from '../support/workshop.js';

/** What the global set-up made, as the tests use it; `missing` says why it made nothing. */
export function provided() {
  return inject('imageDebian');
}

/** The workshop that holds the images. */
export function workshop(): Promise<Workshop> {
  return Workshop.at(provided().directory);
}
