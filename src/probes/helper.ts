import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { HelperFact } from '../facts/facts.js';
import { type HelperKey, keyId } from '../facts/keys.js';
import type { Deadline } from './deadline.js';
import { onAbort } from './deadline.js';
import { type HelperRun, readHelper } from './parse/helper-answer.js';
import type { ProbeWorld } from './route.js';

/** A helper prints one small object; tokens of cloud registries are some KiB. */
const MAX_OUTPUT_BYTES = 64 * 1024;
/** Longest wait for a helper, ms: clients have none, and one that asks a cloud for a token takes a second or two. */
const MOST_MS = 10_000;
/** Says that the fact tells nothing of the helper (`replay/could-not-ask.ts`). */
const NOT_RUN = 'internal: no helper program is run for a machine that is not this one';

/** Runs `PROGRAM get` with the server on its standard input (docker/docker-credential-helpers `client/client.go`: Get); what it gives goes to the vault. */
export async function probeHelper(world: ProbeWorld, key: HelperKey, deadline: Deadline): Promise<HelperFact> {
  const { helperEnvironment, secrets } = world.options;
  const told = (fact: Pick<HelperFact, 'outcome' | 'credential' | 'detail'>): HelperFact => ({
    kind: 'helper',
    ms: deadline.elapsedMs(),
    ...fact,
  });
  if (helperEnvironment == null) return told({ outcome: 'failed', credential: null, detail: NOT_RUN });
  const path = await executable(key.program, helperEnvironment['PATH'] ?? '');
  if (path === null) return told({ outcome: 'missing', credential: null, detail: null });
  const run = await runHelper(path, key.server, helperEnvironment, deadline);
  const { secret, ...answer } = readHelper(run);
  if (secret !== null) secrets.keepSecret?.(keyId(key), secret);
  return told(answer);
}

/** Absolute path of a program on a PATH; relative directories don't count (golang/go `os/exec`: ErrDot). */
async function executable(program: string, path: string): Promise<string | null> {
  if (program.includes('/')) return null;
  for (const directory of path.split(':')) {
    if (!directory.startsWith('/')) continue;
    const found = join(directory, program);
    if (
      await access(found, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return found;
  }
  return null;
}

async function runHelper(
  path: string,
  server: string,
  environment: Readonly<Record<string, string | undefined>>,
  deadline: Deadline,
): Promise<HelperRun> {
  const { execa } = await import('execa');
  const child = execa(path, ['get'], {
    env: { ...environment },
    extendEnv: false,
    input: server,
    reject: false,
    maxBuffer: MAX_OUTPUT_BYTES,
    stripFinalNewline: false,
    // A group of its own, so that what it started ends with it.
    detached: true,
    cleanup: true,
  });
  let release = (): void => {};
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<HelperRun>((resolve) => {
    const end = (): void => {
      killGroup(child.pid);
      resolve({ kind: 'late' });
    };
    release = onAbort(deadline.signal, end);
    timer = setTimeout(end, MOST_MS);
  });
  const ended = child.then((result): HelperRun => {
    if (result.isMaxBuffer) return { kind: 'endless' };
    const { exitCode, signal, stdout, stderr } = result;
    if (exitCode === undefined && signal === undefined) return { kind: 'unstartable', code: result.code ?? '' };
    return { kind: 'ended', status: exitCode ?? null, stdout: String(stdout), stderr: String(stderr) };
  });
  try {
    return await Promise.race([ended, late]);
  } finally {
    release();
    clearTimeout(timer);
  }
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // All of it has ended.
  }
}
