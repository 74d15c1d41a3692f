// Adds up vitest's JSON results, names what failed, and prints the closing line. A skipped test against a real client counts as failed.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

const [stepsFailed, ...files] = process.argv.slice(2);
/** The first line of a failure says what was expected; the rest is in the log above. */
const MESSAGE_CHARACTERS = 400;

function* notPassed({ testResults = [] }, file) {
  for (const { name, message, assertionResults } of testResults) {
    const failures = assertionResults.filter(({ status }) => status === 'failed');
    for (const { fullName, failureMessages } of failures) {
      yield `failed in ${file}: ${name}: ${fullName}: ${failureMessages.join(' ').slice(0, MESSAGE_CHARACTERS)}`;
    }
    // A file that does not load has no test that could fail.
    if (failures.length === 0 && message) yield `failed in ${file}: ${name}: ${message.slice(0, MESSAGE_CHARACTERS)}`;
  }
}

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
  for (const line of notPassed(result, basename(file))) console.log(line);
}
// A step that failed without a failing test (lint, install, the demo) is a failure all the same.
if (failed === 0) failed = Number(stepsFailed);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
