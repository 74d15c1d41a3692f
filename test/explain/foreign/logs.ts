import { APPLICATIONS } from './applications.js';
import { BUILDS } from './builds.js';
import { KUBERNETES } from './kubernetes.js';
import { PACKAGES } from './packages.js';
import { Chance, type Line } from './random.js';
import { SERVERS } from './servers.js';
import { SYSTEM } from './system.js';

/** Logs that have nothing to do with images, by who writes them. */
export const FOREIGN_LOGS: Readonly<Record<string, readonly Line[]>> = {
  packages: PACKAGES,
  builds: BUILDS,
  servers: SERVERS,
  system: SYSTEM,
  kubernetes: KUBERNETES,
  applications: APPLICATIONS,
};

const BLOCK_LINES = 2000;

/** A log of at least so many bytes, in blocks: mostly from one family at a time, some from all. Repeatable. */
export function* foreignLog(families: readonly (readonly Line[])[], bytes: number, seed: number): Generator<Buffer> {
  const chance = new Chance(seed);
  const all = families.flat();
  for (let made = 0; made < bytes; ) {
    const lines = chance.below(3) === 0 ? all : chance.of(families);
    const block = Buffer.from(`${Array.from({ length: BLOCK_LINES }, () => chance.of(lines)(chance)).join('\n')}\n`);
    made += block.length;
    yield block;
  }
}
