import type { CommandResult } from '../../conformance/rig/command.js';
import type { Workshop } from './workshop.js';

/** The images as built in a workshop: names in its storage. */
export interface Images {
  readonly cli: string;
  readonly toolkit: string;
}

/** Builds one target with `npm run image`'s own script, in a copy of the sources. A failing build is a result. */
export async function buildImage(workshop: Workshop, sources: string, args: readonly string[]): Promise<CommandResult> {
  return workshop.run(process.execPath, [`${sources}/scripts/image.mjs`, ...args], { cwd: sources });
}

/** Builds both targets on `base`; throws with the build's words if one fails. */
export async function makeImages(workshop: Workshop, sources: string, base: string): Promise<Images> {
  const images = { toolkit: 'localhost/regdoctor:test', cli: 'localhost/regdoctor:test-cli' };
  for (const [target, tag] of Object.entries(images)) {
    const built = await buildImage(workshop, sources, ['--base', base, '--target', target, '--tag', tag]);
    if (built.code !== 0) throw new Error(`building ${target} exited ${built.code}: ${built.stdout}${built.stderr}`);
  }
  return images;
}
