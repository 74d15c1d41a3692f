import { readFileSync, writeSync } from 'node:fs';
import { firstLine, type KnownFlag } from './cli/first-line.js';
import { rootFiles } from './host/root-files.js';

/** Bundled on its own, so that it is there long before the command framework is: with a tenth of a processor that takes seconds. */
const STDERR = 2;

/** What scripts/manifest.mjs wrote, beside the bundle's directory. */
function flagsOf(command: string): readonly KnownFlag[] | null {
  const manifest = JSON.parse(readFileSync(new URL('../oclif.manifest.json', import.meta.url), 'utf8'));
  const flags: Record<string, KnownFlag> | undefined = manifest.commands[command]?.flags;
  return flags === undefined ? null : Object.values(flags);
}

try {
  const ownFiles = rootFiles('/');
  const line = firstLine({ words: process.argv.slice(2), flagsOf, environment: process.env, ownFiles });
  // At once and without Node's stream, which would be written when the event loop gets its turn.
  if (line !== null) writeSync(STDERR, `${line}\n`);
} catch {
  // It is a courtesy: what is wrong is said by what comes after it.
}
