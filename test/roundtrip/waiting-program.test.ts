import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { platformOf } from '../../src/host/assemble.js';
import { waitingProgram } from '../../src/roundtrip/waiting-program.js';

const HERE = platformOf(process.arch).architecture;
const here = waitingProgram(HERE);

describe('the program in the image', () => {
  test.skipIf(here === null || process.platform !== 'linux')('runs, waits, and takes no time doing so', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'regdoctor-program-'));
    const path = join(directory, 'wait');
    // As in the image: something stands behind its end.
    writeFileSync(path, Buffer.concat([here ?? Buffer.alloc(0), Buffer.alloc(16, 7)]), { mode: 0o755 });
    const child = spawn(path);
    try {
      await once(child, 'spawn');
      await sleep(300);
      expect(child.exitCode).toBeNull();
      expect(child.signalCode).toBeNull();
      const [user, system] =
        readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ').slice(11, 13) ?? [];
      expect(Number(user) + Number(system), 'ticks of 10 ms').toBeLessThan(5);
    } finally {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
      rmSync(directory, { recursive: true });
    }
  });

  test('says which machine it is for, in the ELF header', () => {
    expect(waitingProgram('amd64')?.readUInt16LE(18)).toBe(62);
    expect(waitingProgram('arm64')?.readUInt16LE(18)).toBe(183);
    expect(waitingProgram('s390x')).toBeNull();
  });

  test('for arm64: four zeros, ppoll, and back to the first', () => {
    const code = waitingProgram('arm64')?.subarray(120);
    const words = Array.from({ length: 7 }, (_, index) => code?.readUInt32LE(index * 4).toString(16));
    expect(words).toEqual(['d2800000', 'd2800001', 'd2800002', 'd2800003', 'd2800928', 'd4000001', '17fffffa']);
  });
});
