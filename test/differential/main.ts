import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missingForConformance } from '../conformance/rig/programs.js';
import { bundlePredictor } from './bundle.js';
import { generateCase } from './generate/generate.js';
import { readOptions } from './options.js';
import { describe } from './report/describe.js';
import { keepCase } from './report/keep.js';
import { summaryLine, tally } from './report/tally.js';
import { judgeAll, POOL } from './run/pool.js';
import type { Judged } from './run/run-case.js';
import { makeShared } from './world/shared.js';

const options = readOptions(process.argv.slice(2));
const missing = missingForConformance();
if (missing.length > 0) {
  process.stderr.write(`conformance cannot run here: ${missing.join('; ')}\n`);
  process.exit(2);
}
const directory = await mkdtemp(join(tmpdir(), 'regdoctor-differential-'));
let disagreements = 0;
try {
  const shared = { ...(await makeShared(directory, await bundlePredictor(directory))), replaced: options.replaced };
  const numbers = options.only ?? Array.from({ length: options.cases }, (_, number) => number);
  const cases = options.clients.flatMap((client) =>
    numbers.map((number) => generateCase(client, options.seed, number)),
  );
  const started = performance.now();
  const judged: Judged[] = [];
  // All clients in one pool: the waits of one overlap with the work of another.
  await judgeAll(shared, cases, {
    size: POOL,
    shrinks: options.shrinks,
    onJudged: (each) => {
      judged.push(each);
      if (options.verbose || each.disagreement !== null) process.stdout.write(`${describe(each)}\n`);
      if (each.disagreement !== null && options.keeps) keepCase(each);
    },
  });
  const ms = performance.now() - started;
  for (const client of options.clients) {
    const own = judged.filter(({ one }) => one.client === client);
    const result = tally(client, options.seed, own, ms);
    process.stdout.write(`${summaryLine(result)}\n`);
    if (options.table)
      process.stdout.write(
        `${result.branches.map(([name, hits]) => `  ${String(hits).padStart(4)}  ${name}`).join('\n')}\n`,
      );
    if (options.json !== null) options.json.add(result);
    disagreements += result.disagree;
  }
} finally {
  await rm(directory, { recursive: true, force: true });
}
process.exit(disagreements > 0 && !options.reportsOnly ? 1 : 0);
