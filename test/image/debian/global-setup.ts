import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { makeImageStorage } from '../../conformance/rig/images.js';
import { isInstalled, missingForConformance } from '../../conformance/rig/programs.js';
import { importBase } from '../support/import-base.js';
import { type Images, makeImages } from '../support/make-images.js';
import { missingForImages } from '../support/missing.js';
import { copySources } from '../support/source-tree.js';
import { Workshop } from '../support/workshop.js';
import { debianBase } from './base.js';

/** The Debian stand-in's name in the workshop's storage. */
const BASE = 'localhost/stand-in/debian:1';

declare module 'vitest' {
  interface ProvidedContext {
    /** `directory` is the workshop that holds the images, `shared` what the registry serves; `missing` says why the tests can't run here. */
    imageDebian: {
      readonly directory: string;
      readonly shared: string;
      readonly sources: string;
      readonly base: string;
      readonly images: Images;
      readonly missing: readonly string[];
    };
  }
}

/**
 * Before the tests inside the image: makes the Debian stand-in (or takes the one kept), builds the Containerfile on it, and makes the images that
 * the registry serves. Where root or a program is missing the tests are skipped, except in CI, where that is a failure.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const maker = isInstalled('mmdebstrap') ? [] : ['mmdebstrap is not installed (Debian package mmdebstrap)'];
  const missing = [...new Set([...missingForImages(), ...missingForConformance(), ...maker])];
  const nothing = { directory: '', shared: '', sources: '', base: BASE, images: { cli: '', toolkit: '' }, missing };
  if (missing.length > 0) {
    if (process.env['CI'] !== undefined) throw new Error(`the image can't be tested: ${missing.join('; ')}`);
    for (const line of missing) process.stderr.write(`tests of the image on Debian are skipped: ${line}\n`);
    project.provide('imageDebian', nothing);
    return async () => undefined;
  }
  const workshop = await Workshop.create();
  try {
    const told = stopwatch();
    const tarball = await debianBase();
    told('the stand-in is there');
    await importBase(workshop, tarball, BASE);
    told('it is an image');
    const sources = await copySources(join(workshop.directory, 'sources'));
    const images = await makeImages(workshop, sources, BASE);
    told('the Containerfile is built, both targets');
    const shared = join(workshop.directory, 'registry');
    await mkdir(shared);
    await makeImageStorage(shared);
    project.provide('imageDebian', { ...nothing, directory: workshop.directory, shared, sources, images });
  } catch (error) {
    await workshop.remove();
    throw error;
  }
  return () => workshop.remove();
}

/** Says after each step how long it took: what a run of these tests costs is written down in docs/image.md. */
function stopwatch(): (what: string) => void {
  let since = performance.now();
  return (what) => {
    const now = performance.now();
    process.stdout.write(`image-debian: ${what} (${((now - since) / 1000).toFixed(1)} s)\n`);
    since = now;
  };
}
