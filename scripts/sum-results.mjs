// Adds up vitest's JSON results and prints the closing line. A skipped test against a real client counts as failed.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

const [stepsFailed, ...files] = process.argv.slice(2);
let passed = 0;
let failed = 0;
let skipped = 0;
for (const file of files) {
  const result = JSON.parse(readFileSync(file, 'utf8'));
  passed += result.numPassedTests;
  failed += result.numFailedTests;
  const left = result.numPendingTests + (result.numTodoTests ?? 0);
  if (basename(file).startsWith('conformance')) failed += left;
  else skipped += left;
}
// A step that failed without a failing test (lint, install, the demo) is a failure all the same.
if (failed === 0) failed = Number(stepsFailed);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
