import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, inject, test } from 'vitest';
import { NAME, trustRoot, withNames } from '../harness/ground.js';
import { registryBehind, startRecordingServer } from '../harness/recording-server.js';
import { tokenServer } from '../harness/token-ground.js';
import { withCase } from '../rig/fixture.js';
import { ADDRESS } from '../rig/network.js';
import type { Rig } from '../rig/rig.js';
import { registry } from './ground.js';
import { roundtrip } from './run.js';

const { missing } = inject('conformance');
const CANARY = `canary-${randomBytes(8).toString('hex')}`;
const LOGIN = `alice:${CANARY}`;
/** The password in the forms in which it travels: plain, and inside base64 whatever stands before it. */
const FORMS = [CANARY, Buffer.from(LOGIN).toString('base64').slice(0, -2)];
const holdsCanary = (text: string) => FORMS.some((form) => text.includes(form));
/** Programs of a round trip run for at least a tenth of a second. */
const LOOK_MS = 15;

/** Looks at the parameters of every process on the machine until it is stopped; counts those that were looked at. */
async function watchParameters(until: AbortSignal): Promise<{ seen: Set<string>; told: string[] }> {
  const seen = new Set<string>();
  const told: string[] = [];
  while (!until.aborted) {
    for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
      const parameters = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      seen.add(parameters.split('\0').slice(0, 4).join(' '));
      if (holdsCanary(parameters)) told.push(parameters);
    }
    await sleep(LOOK_MS);
  }
  return { seen, told };
}

describe.skipIf(missing.length > 0)('the password of a round trip', { concurrent: true }, () => {
  test.each([
    ['--creds-stdin', ['--creds-stdin'], { input: LOGIN }],
    ['REGDOCTOR_CREDS', [], { env: { REGDOCTOR_CREDS: LOGIN } }],
  ] as const)('by %s: in no output, and in no list of processes', async (name, flags, options) => {
    const build = async (rig: Rig) => {
      const users = { alice: CANARY };
      const { registryAuth } = await tokenServer(rig, { users, mayDelete: false });
      return registry(rig, { auth: registryAuth });
    };
    await withCase(`canary by ${name}`, build, async (rig) => {
      const end = new AbortController();
      const watching = watchParameters(end.signal);
      const shown = await roundtrip(rig, [NAME, ...flags], options);
      const document = await roundtrip(rig, [NAME, '--json', ...flags], options);
      end.abort();
      const { seen, told } = await watching;
      expect([shown.code, document.code], shown.stdout + shown.stderr).toEqual([0, 0]);
      // It has seen the programs, or the rest proves nothing.
      expect([...seen].some((words) => words.includes('skopeo'))).toBe(true);
      expect(told).toEqual([]);
      expect(holdsCanary([shown, document].map(({ stdout, stderr }) => stdout + stderr).join())).toBe(false);
    });
  });

  test('a registry that says it back in all it can', async () => {
    const build = async (rig: Rig) => {
      await withNames(rig);
      await trustRoot(rig);
      const certificate = await rig.pki.leaf({ names: [NAME] });
      const echo: Parameters<typeof registryBehind>[1] = (request, response) => {
        const sent = String(request.headers.authorization);
        const login = Buffer.from(sent.replace('Basic ', ''), 'base64').toString();
        const message = `${login} is not welcome, nor is ${sent}`;
        response.writeHead(403, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ errors: [{ code: 'DENIED', message, detail: login }] }));
      };
      const place = { address: ADDRESS.registry, port: 443, certificate };
      return startRecordingServer(rig, place, registryBehind('Basic realm="rig"', echo));
    };
    await withCase('canary echoed', build, async (rig, server) => {
      const runs = [
        await roundtrip(rig, [NAME, '--creds-stdin'], { input: LOGIN }),
        await roundtrip(rig, [NAME, '--creds-stdin', '--json'], { input: LOGIN }),
      ];
      expect(server.heads.some(holdsCanary), 'the registry was told the password').toBe(true);
      const written = runs.map(({ stdout, stderr }) => stdout + stderr).join();
      expect(written).toContain('is not welcome');
      expect(holdsCanary(written)).toBe(false);
    });
  });
});
