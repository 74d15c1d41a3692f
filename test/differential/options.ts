import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Replaced } from '../conformance/rig/client-files.js';
import { optionalProgram } from '../conformance/rig/optional-programs.js';
import { PROGRAM_PATH } from '../conformance/rig/programs.js';
import { CLIENTS, type ClientName } from './case.js';
import type { Tally } from './report/tally.js';

/** What `npm run conformance` was asked for. */
export interface Options {
  readonly clients: readonly ClientName[];
  readonly cases: number;
  readonly seed: string;
  /** Numbers of the only cases to run, or null. */
  readonly only: readonly number[] | null;
  readonly verbose: boolean;
  /** Prints how often each branch of the generator was taken. */
  readonly table: boolean;
  /** Keeps what disagrees as a fixture. */
  readonly keeps: boolean;
  readonly shrinks: boolean;
  /** Disagreements don't fail the run. */
  readonly reportsOnly: boolean;
  readonly json: { add(tally: Tally): void } | null;
  /** Releases built by scripts/build-newer-programs.sh that lie over the distribution's: path to the build. */
  readonly replaced: Replaced;
}

const USAGE = `npm run conformance -- [--client NAME]... [--cases N] [--seed S|fresh] [--only N]... [--verbose] [--table] [--keep] [--no-shrink] [--report-only] [--json FILE] [--release PROGRAM-VERSION]...
NAME: ${CLIENTS.join(', ')}; without it all but podman.`;

/** Reads the command line; ends the process with the usage where it can't be read. */
export function readOptions(args: readonly string[]): Options {
  try {
    return optionsOf(args);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}\n`);
    process.exit(2);
  }
}

function optionsOf(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      client: { type: 'string', multiple: true },
      cases: { type: 'string', default: '25' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string', multiple: true },
      verbose: { type: 'boolean', default: false },
      table: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
      'no-shrink': { type: 'boolean', default: false },
      'report-only': { type: 'boolean', default: false },
      json: { type: 'string' },
      release: { type: 'string', multiple: true },
    },
  });
  const names = values.client?.flatMap((list) => list.split(',')) ?? CLIENTS.filter((name) => name !== 'podman');
  const unknown = names.find((name) => !CLIENTS.some((client) => client === name));
  if (unknown !== undefined) throw new Error(`--client: no client is called ${unknown}`);
  return {
    clients: names as ClientName[],
    cases: count('--cases', values.cases),
    seed: values.seed === 'fresh' ? String(Date.now() % 1_000_000) : values.seed,
    only: values.only?.map((text) => count('--only', text)) ?? null,
    verbose: values.verbose,
    table: values.table,
    keeps: values.keep,
    shrinks: !values['no-shrink'],
    reportsOnly: values['report-only'],
    json: values.json === undefined ? null : jsonFile(values.json),
    replaced: Object.fromEntries((values.release ?? []).map(release)),
  };
}

/** `containerd-2.4.2`: over which program of the machine it lies, and where it is. */
function release(name: string): [path: string, build: string] {
  const build = optionalProgram(name);
  const program = name.replace(/-[\d.]+$/, '');
  const path = PROGRAM_PATH.split(':')
    .map((directory) => join(directory, program))
    .find((each) => existsSync(each));
  if (build === null || path === undefined)
    throw new Error(`--release: there is no ${name} here; scripts/build-newer-programs.sh builds it`);
  return [path, build];
}

function count(flag: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) throw new Error(`${flag}: ${text} is no number of cases`);
  return number;
}

/** A file that holds all tallies of the run, written anew after each. */
function jsonFile(path: string): Options['json'] {
  const tallies: Tally[] = [];
  writeFileSync(path, '[]\n');
  return {
    add: (tally) => {
      tallies.push(tally);
      writeFileSync(path, `${JSON.stringify(tallies, null, 2)}\n`);
    },
  };
}
