import { inject } from 'vitest';
import { makeRig } from './make-rig.js';
import type { Rig } from './rig.js';
import { turnstile } from './turnstile.js';

/** Set-ups at the same time: they need the processor, unlike the waits that follow. */
const BUILDING_AT_ONCE = 2;
const building = turnstile(BUILDING_AT_ONCE);

/**
 * Runs one case: makes its rig, lets `build` put servers, faults and files in place, then `body` look at the result, and takes
 * everything down whatever happened. Cases may run side by side; their set-ups take turns, their waits do not.
 */
export async function withCase<Setup, Result>(
  name: string,
  build: (rig: Rig) => Promise<Setup>,
  body: (rig: Rig, setup: Setup) => Promise<Result>,
): Promise<Result> {
  const undo: (() => Promise<unknown>)[] = [];
  try {
    const { rig, setup } = await building(async () => {
      const made = await makeRig(name, inject('conformance').directory, undo);
      return { rig: made, setup: await build(made) };
    });
    return await body(rig, setup);
  } finally {
    for (const step of undo.reverse()) await step();
  }
}
