// Runs what is called most, once, so that a start finds V8's code for it beside the program.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const KEEP = join(here, 'keep-code.cjs');
const RUN = join(here, '../../bin/run.js');
/** A lab is there in a tenth of it. */
const LAB_MS = 20_000;
/** What most machines have. */
const CLIENTS = 'buildah,podman,skopeo,docker,containerd,crane';

async function keep(...words) {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const child = spawn(process.execPath, [KEEP, ...words], { stdio: 'ignore', env });
  await once(child, 'exit');
}

/** Checks a lab as its own words say. */
async function keepCheckOf(name) {
  const lab = spawn(process.execPath, [RUN, 'lab', name], { stdio: ['ignore', 'pipe', 'ignore'] });
  const timer = setTimeout(() => lab.kill(), LAB_MS);
  for await (const line of createInterface({ input: lab.stdout })) {
    const words = /^ +regdoctor (check .*) --client .*$/.exec(line)?.[1];
    if (words !== undefined) {
      await keep(...words.split(' '), '--client', CLIENTS);
      lab.kill();
    }
  }
  clearTimeout(timer);
}

await keep('codes');
// A check that goes well, and one that doesn't: what differs is added.
await keepCheckOf('healthy-https');
await keepCheckOf('auth-denied-scope');
