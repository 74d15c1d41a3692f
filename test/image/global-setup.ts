import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type Images, makeImages } from './support/make-images.js';
import { missingForImages } from './support/missing.js';
import { makeQuickBase } from './support/quick-base.js';
import { copySources } from './support/source-tree.js';
import { Workshop } from './support/workshop.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** `directory` is the workshop's, `sources` the copy that was built, `base` what it was built on; `missing` says why nothing can run here. */
    image: { directory: string; sources: string; base: string; images: Images; missing: string[] };
  }
}

/**
 * Before the image tests: makes the quick stand-in for Alpine and builds both targets on it, from a copy of the sources as a fresh clone has
 * them. Where root or a program is missing, the tests are skipped with one line each, except in CI, where that is a failure.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const missing = missingForImages();
  if (missing.length > 0) {
    if (process.env['CI'] !== undefined) throw new Error(`image tests cannot run: ${missing.join('; ')}`);
    for (const line of missing) process.stderr.write(`image tests are skipped: ${line}\n`);
    const images = { cli: '', toolkit: '' };
    project.provide('image', { directory: '', sources: '', base: '', images, missing });
    return async () => undefined;
  }
  const workshop = await Workshop.create();
  try {
    const base = await makeQuickBase(workshop);
    const sources = await copySources(join(workshop.directory, 'sources'));
    const images = await makeImages(workshop, sources, base);
    project.provide('image', { directory: workshop.directory, sources, base, images, missing });
  } catch (error) {
    await workshop.remove();
    throw error;
  }
  return () => workshop.remove();
}
