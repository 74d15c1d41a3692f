import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judgeChain } from '../../src/trust/judge.js';
import { CertificatePool } from '../../src/trust/pool.js';
import type { Chain } from './corpus/chain.js';
import { NAME } from './corpus/make.js';

const SOURCES = join(import.meta.dirname, 'go-judge');
/** Compiling crypto/tls from nothing on a busy machine. */
const BUILD_MS = 240_000;
/** All chains, one real skopeo each. */
const RUN_MS = 240_000;

/** Go where it is usually unpacked, or from the PATH. */
function goCommand(): string {
  const found = ['/usr/local/go/bin/go', 'go'].find((each) => spawnSync(each, ['version']).status === 0);
  if (found === undefined)
    throw new Error('Go is needed to judge the chains: neither /usr/local/go/bin/go nor go is there');
  return found;
}

/** A built judge, and the directory to remove afterwards. */
export interface Judge {
  readonly program: string;
  readonly directory: string;
}

/** Builds the judge with the Go of this machine; gives the path of the program. */
export function buildJudge(): Judge {
  const directory = mkdtempSync(join(tmpdir(), 'go-judge-'));
  const program = join(directory, 'judge');
  const built = spawnSync(goCommand(), ['build', '-o', program, 'main.go'], {
    cwd: SOURCES,
    encoding: 'utf8',
    timeout: BUILD_MS,
    env: { ...process.env, CGO_ENABLED: '0', GOTOOLCHAIN: 'local' },
  });
  if (built.status !== 0) throw new Error(`the judge could not be built: ${built.stderr}`);
  return { program, directory };
}

/** What Go says over each chain; `command` runs the judge, perhaps in a namespace. */
export function goVerdicts(
  command: readonly [string, ...string[]],
  chains: readonly Chain[],
  nowMs: number,
): { readonly version: string; readonly texts: readonly string[] } {
  const input = chains.map(({ sent, roots, name }) => ({
    Sent: sent.map((der) => der.toString('base64')),
    Roots: roots.map((der) => der.toString('base64')),
    Name: name ?? NAME,
    Now: nowMs,
  }));
  const [file, ...parameters] = command;
  const run = spawnSync(file, parameters, {
    input: JSON.stringify(input),
    encoding: 'utf8',
    timeout: RUN_MS,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (run.status !== 0) throw new Error(`the judge failed: ${run.stderr.slice(0, 1000)}`);
  return JSON.parse(run.stdout);
}

/** What src/trust says over a chain, for a client built with this Go; empty where it is trusted. */
export function verdictText({ sent, roots, name }: Chain, nowMs: number, goVersion: string): string {
  const pool = CertificatePool.of(roots);
  return judgeChain({ chain: sent, roots: pool, serverName: name ?? NAME, nowMs, goVersion }).text;
}
