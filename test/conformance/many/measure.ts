import { regdoctor } from '../rig/regdoctor.js';
import type { Rig } from '../rig/rig.js';

/** What a run of regdoctor took. */
export interface Measured {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Wall clock, milliseconds. */
  readonly ms: number;
  /** Of the processor, user and system, milliseconds. */
  readonly processorMs: number;
  /** Largest resident set, bytes. */
  readonly mostBytes: number;
}

/** Writes what the process used when it ends. */
const USAGE = `import { writeFileSync } from 'node:fs';
process.on('exit', () => writeFileSync('/root/usage.json', JSON.stringify(process.resourceUsage())));
`;
/** A run on a busy machine takes a few times as long as promised; one that hangs is stopped. */
const TIMEOUT_MS = 180_000;

/** Runs regdoctor in the rig and looks at what it takes. */
export async function measured(rig: Rig, args: readonly string[]): Promise<Measured> {
  await rig.host.writeFile('/root/usage.mjs', USAGE);
  const env = { NODE_OPTIONS: '--import=/root/usage.mjs' };
  const { code, stdout, stderr, ms } = await regdoctor(rig, args, { env, timeoutMs: TIMEOUT_MS });
  const usage = JSON.parse(await rig.host.readFile('/root/usage.json')) as NodeJS.ResourceUsage;
  return {
    code,
    stdout,
    stderr,
    ms,
    processorMs: (usage.userCPUTime + usage.systemCPUTime) / 1000,
    mostBytes: usage.maxRSS * 1024,
  };
}

/** A loop of `skopeo inspect --raw`, one reference after the other; milliseconds of each. `limitMs` stops one that waits. @param atOnce more than one only for what waits. */
export async function skopeoLoop(
  rig: Rig,
  references: readonly string[],
  limitMs: number,
  atOnce = 1,
): Promise<number[]> {
  const times: number[] = [];
  const waiting = [...references];
  const one = async () => {
    for (let reference = waiting.shift(); reference !== undefined; reference = waiting.shift()) {
      const args = ['inspect', '--raw', `docker://${reference}`];
      times.push((await rig.host.run('skopeo', args, { timeoutMs: limitMs })).ms);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return times;
}
