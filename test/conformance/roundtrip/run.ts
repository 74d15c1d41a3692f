import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
import type { RoundtripDocument } from '../../../src/report/roundtrip/schema.js';
import { CHECKOUT } from '../rig/client-files.js';
import type { CommandOptions, CommandResult } from '../rig/command.js';
import { PROGRAM_DIRECTORY, regdoctor } from '../rig/regdoctor.js';
import type { Rig } from '../rig/rig.js';
import { turnstile } from '../rig/turnstile.js';

/** Round trips at the same time: each runs a handful of programs, and the machine may have two processors. */
const AT_ONCE = 2;
const inTurn = turnstile(AT_ONCE);

/** Longest round trip of a test, milliseconds. */
const TIMEOUT_MS = 90_000;
/** Where the programs' scratch files go: each case has it for itself, and empty. */
const SCRATCH = '/var/tmp';

const ajv = new Ajv2020({ allErrors: true, strict: false, formats: { 'date-time': true } });
const validate = ajv.compile(JSON.parse(readFileSync(join(CHECKOUT, 'docs/roundtrip.schema.json'), 'utf8')));

/** `regdoctor roundtrip` as a user runs it; afterwards no scratch file may be there. */
export async function roundtrip(
  rig: Rig,
  words: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const env = { TMPDIR: SCRATCH, ...options.env };
  const result = await inTurn(() =>
    regdoctor(rig, ['roundtrip', ...words], { timeoutMs: TIMEOUT_MS, ...options, env }),
  );
  await expectNoScratch(rig);
  return result;
}

/** Nothing that the run wrote may outlive it. */
export async function expectNoScratch(rig: Rig): Promise<void> {
  expect(await readdir(join(rig.host.root, SCRATCH))).toEqual([]);
}

/** The same with `--json`: one document that follows the schema. */
export async function documentOf(
  rig: Rig,
  words: readonly string[],
  options: CommandOptions = {},
): Promise<RoundtripDocument> {
  return readDocument(await roundtrip(rig, [...words, '--json'], options));
}

/** One document that follows the schema, and nothing besides. */
export function readDocument(result: CommandResult): RoundtripDocument {
  const said = `${result.stdout.slice(0, 2000)} ${result.stderr}`;
  expect(result.stdout.split('\n'), `stdout is one line: ${said}`).toHaveLength(1);
  const document = JSON.parse(result.stdout) as RoundtripDocument;
  validate(document);
  expect(validate.errors ?? [], 'the document follows docs/roundtrip.schema.json').toEqual([]);
  expect(document.exitCode).toBe(result.code);
  return document;
}

/** The words behind `sh` that start a round trip whose process id is in `/root/pid`. */
export function withPid(rig: Rig, words: readonly string[]): string[] {
  const program = [process.execPath, join(rig.shared, PROGRAM_DIRECTORY, 'bin/run.js')];
  return ['-c', 'echo $$ >/root/pid; exec "$@"', 'sh', ...program, 'roundtrip', ...words];
}

/** Starts one in its own group of processes, as a terminal does, and gives what it comes to. */
export function started(rig: Rig, words: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  return inTurn(() =>
    rig.host.run('setsid', ['--wait', 'sh', ...withPid(rig, words)], {
      timeoutMs: TIMEOUT_MS,
      env: { TMPDIR: SCRATCH },
      ...options,
    }),
  );
}

/** Sends a signal to it alone, or with `group` to all its programs, as Ctrl-C on a terminal does. */
export async function send(rig: Rig, signal: 'INT' | 'TERM', group = false): Promise<void> {
  const target = group ? '-$(cat /root/pid)' : '$(cat /root/pid)';
  const sent = await rig.host.run('sh', ['-c', `kill -${signal} ${target}`]);
  expect(sent, sent.stderr).toMatchObject({ code: 0 });
}
