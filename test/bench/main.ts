import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { missingForConformance } from '../conformance/rig/programs.js';
import { type Ground, layGround } from './ground.js';
import { type Options, readOptions } from './options.js';
import { printed } from './print.js';
import type { Section } from './row.js';
import { blackHole } from './sections/black-hole.js';
import { deadNameServer } from './sections/dead-name-server.js';
import { healthy } from './sections/healthy.js';
import { longWay } from './sections/long-way.js';
import { roundTrips } from './sections/round-trips.js';
import { startUp } from './sections/start-up.js';

const SECTIONS: Readonly<Record<string, (ground: Ground, options: Options) => Promise<Section>>> = {
  'start-up': startUp,
  healthy,
  'round-trips': roundTrips,
  'dead-name-server': deadNameServer,
  'long-way': longWay,
  'black-hole': blackHole,
};

const options = readOptions(process.argv.slice(2));
const missing = missingForConformance();
if (missing.length > 0) {
  process.stderr.write(`the bench cannot run here: ${missing.join('; ')}\n`);
  process.exit(2);
}
const ground = await layGround();
const sections: Section[] = [];
try {
  for (const [name, measure] of Object.entries(SECTIONS)) {
    if (options.only !== null && !options.only.includes(name)) continue;
    const section = await measure(ground, options);
    sections.push(section);
    process.stdout.write(printed(section));
  }
} finally {
  await ground.end();
}
const machine = { processors: cpus().length, node: process.version };
if (options.json !== null) await writeFile(options.json, `${JSON.stringify({ machine, sections }, null, 2)}\n`);
process.exit(0);
