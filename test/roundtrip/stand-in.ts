import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A stand-in for skopeo, for what no registry does when it is asked to: a name that is taken, a tag that comes back. */
export interface StandIn {
  readonly program: string;
  readonly scratch: string;
  /** Verb and target of every call so far, such as `delete docker://…`. */
  calls(): string[];
  remove(): void;
}

/** @param answers by verb: exit code and last words (for `list-tags` the tag) of each call in turn; the last one goes on. */
export function standIn(
  answers: Readonly<Record<string, readonly (readonly [code: number, says: string])[]>>,
): StandIn {
  const scratch = mkdtempSync(join(tmpdir(), 'regdoctor-stand-in-'));
  const program = join(scratch, 'skopeo');
  const log = join(scratch, 'calls');
  const script = `#!${process.execPath}
const fs = require('node:fs');
const words = process.argv.slice(2);
const verb = words.find((word) => ['copy', 'list-tags', 'delete'].includes(word));
const target = words.findLast((word) => word.startsWith('docker://'));
const before = fs.existsSync(${JSON.stringify(log)}) ? fs.readFileSync(${JSON.stringify(log)}, 'utf8').split('\\n') : [];
const turn = before.filter((line) => line.startsWith(verb + ' ')).length;
fs.appendFileSync(${JSON.stringify(log)}, verb + ' ' + target + '\\n');
const list = ${JSON.stringify(answers)}[verb];
const [code, says] = list[Math.min(turn, list.length - 1)];
const digest = words.indexOf('--digestfile');
if (code === 0 && digest !== -1) fs.writeFileSync(words[digest + 1], 'sha256:' + 'a'.repeat(64));
if (verb === 'list-tags' && code === 0) console.log(JSON.stringify({ Repository: target, Tags: says === '' ? [] : [says] }, null, 4));
if (code !== 0) console.error('time="x" level=fatal msg="' + says + '"');
process.exit(code);
`;
  writeFileSync(program, script, { mode: 0o755 });
  return {
    program,
    scratch,
    calls: () => readFileSync(log, 'utf8').trimEnd().split('\n'),
    remove: () => rmSync(scratch, { recursive: true }),
  };
}
