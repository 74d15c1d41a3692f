import { spawnSync } from 'node:child_process';

const TIMED = 'TIMEFORMAT="%3U %3S"; time "$@" >/dev/null 2>/dev/null';

/** Milliseconds of the processor that a command takes, those of the programs that it runs included: the least of so many runs, as neighbours only add. */
export function processorMs(command: readonly string[], runs: number): number {
  const env = { PATH: '/usr/bin:/bin', HOME: '/nonexistent', LC_ALL: 'C' };
  const times = Array.from({ length: runs }, () => {
    const { stderr } = spawnSync('bash', ['-c', TIMED, 'bash', ...command], { env, encoding: 'utf8' });
    const [user = Number.NaN, system = Number.NaN] = stderr.trim().split(' ').map(Number);
    return 1000 * (user + system);
  });
  return Math.min(...times);
}
