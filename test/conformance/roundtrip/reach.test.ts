import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { insecure, NAME, registriesConf, withNames } from '../harness/ground.js';
import { withCase } from '../rig/fixture.js';
import { ADDRESS } from '../rig/network.js';
import { PROGRAM_DIRECTORY } from '../rig/regdoctor.js';
import { startRegistry } from '../rig/registry.js';
import type { Rig } from '../rig/rig.js';
import { LOGIN, registry, tokens } from './ground.js';
import { documentOf, readDocument, roundtrip } from './run.js';
import { expectGone, observer } from './storage.js';

const { missing } = inject('conformance');
const PLAIN = `${NAME}:5000`;
const READERS = { pull: true, push: false };
const creds = { input: LOGIN };

/** A registry that speaks plain HTTP. */
async function plain(rig: Rig, options: Partial<Parameters<typeof startRegistry>[1]> = {}) {
  await withNames(rig);
  await startRegistry(rig, { port: 5000, writable: true, deletes: true, ...options });
  return observer(rig, join(rig.directory, `storage-${ADDRESS.registry}-5000`));
}

describe.skipIf(missing.length > 0)('how the registry is reached', { concurrent: true }, () => {
  test('a certificate of their own: refused with the fix, taken with --cert-dir', async () => {
    const build = async (rig: Rig) => {
      const certificate = await rig.pki.leaf({ names: [NAME], issuer: 'unknown' });
      const ground = await registry(rig, { certificate });
      await rig.host.writeFile('/root/certs/ca.crt', await rig.pki.authority('unknown'));
      return ground;
    };
    await withCase('own CA', build, async (rig, { stored }) => {
      const before = await stored();
      const refused = await documentOf(rig, [NAME]);
      expect(refused).toMatchObject({ exitCode: 1, verdict: 'broken', image: null, left: [], remains: null });
      expect(refused.diagnosis?.findings[0]?.code).toBe('tls-unknown-ca');
      expect(refused.diagnosis?.findings[0]?.fixes.length).toBeGreaterThan(0);
      expect(refused.runs[0]).toMatchObject({ does: 'look', outcome: 'fail' });
      expect(refused.runs[0]?.next).toMatch(/^regdoctor check registry\.test\/\S+ --push --client skopeo$/);
      const own = /repositories\/(\S+)\/_uploads/.exec(refused.notes.join())?.[1] ?? '';
      const between = await stored();
      expectGone(before, between, own);
      const taken = await documentOf(rig, [NAME, '--cert-dir', '/root/certs']);
      expect(taken.runs.map(({ outcome }) => outcome)).toEqual(['ok', 'ok', 'ok', 'ok']);
      expectGone(between, await stored(), taken.image?.repository ?? '');
    });
  });

  test('plain HTTP with --tls-verify=false, and the lines that are printed say so too', async () => {
    await withCase('plain HTTP', plain, async (rig, stored) => {
      const before = await stored();
      const { stdout, code } = await roundtrip(rig, [PLAIN, '--tls-verify=false', '--keep']);
      expect(code, stdout).toBe(0);
      const line = stdout.split('\n').find((text) => text.startsWith('skopeo delete '));
      expect(line).toContain('--tls-verify=false');
      expect(await rig.host.run('sh', ['-c', line ?? 'false'])).toMatchObject({ code: 0 });
      const repository = /image: registry\.test:5000\/(\S+):\w+ /.exec(stdout)?.[1] ?? '';
      expectGone(before, await stored(), repository);
    });
  });

  test('an account crosses plain HTTP only where somebody says so', async () => {
    const build = async (rig: Rig) => {
      await registriesConf(rig, insecure(PLAIN));
      return plain(rig, { users: { alice: 'secret' } });
    };
    await withCase('account over HTTP', build, async (rig, stored) => {
      const before = await stored();
      const withheld = await documentOf(rig, [PLAIN, '--creds-stdin'], creds);
      expect(withheld).toMatchObject({ exitCode: 3, runs: [], left: [] });
      expect(withheld.unknown[0]?.needed).toBe('--allow-insecure-auth');
      expect(await stored()).toEqual(before);
      const allowed = await documentOf(rig, [PLAIN, '--creds-stdin', '--allow-insecure-auth'], creds);
      expect(allowed).toMatchObject({ exitCode: 0, verdict: 'ok' });
      expect(allowed.notes.join()).toContain('--allow-insecure-auth');
      expectGone(before, await stored(), allowed.image?.repository ?? '');
    });
  });

  test('pushes go well and pulls are sent elsewhere by registries.conf: who fails, why, and nothing is left', async () => {
    const build = async (rig: Rig) => {
      await registriesConf(rig, `[[registry]]\nprefix = "${NAME}"\nlocation = "mirror.test"\n`);
      return registry(rig);
    };
    await withCase('pulls elsewhere', build, async (rig, { stored }) => {
      const before = await stored();
      const document = await documentOf(rig, [NAME]);
      expect(document).toMatchObject({ exitCode: 1, verdict: 'broken', left: [] });
      expect(document.runs.map(({ does, outcome }) => `${does} ${outcome}`)).toEqual([
        ...['push ok', 'pull fail', 'pull fail', 'pull fail'],
      ]);
      expect(document.diagnosis?.findings[0]?.code).toBe('tcp-refused');
      expect(document.rights?.anonymous).toMatchObject({ pull: { may: 'unknown' }, push: { may: 'yes' } });
      expectGone(before, await stored(), document.image?.repository ?? '');
    });
  });

  test('one client cannot pull: the others can, and the check says why', async () => {
    const policy = JSON.stringify({
      default: [{ type: 'insecureAcceptAnything' }],
      transports: { docker: { [NAME]: [{ type: 'reject' }] } },
    });
    const build = async (rig: Rig) => {
      await rig.host.writeFile('/etc/containers/policy.json', policy);
      return registry(rig);
    };
    await withCase('policy', build, async (rig, { stored }) => {
      const before = await stored();
      const document = await documentOf(rig, [NAME]);
      expect(document).toMatchObject({ exitCode: 1, verdict: 'broken', left: [] });
      const pulls = document.runs.filter(({ does }) => does === 'pull');
      expect(pulls.map(({ outcome }) => outcome)).toEqual(['fail', 'fail', 'fail']);
      for (const { says, next } of pulls) {
        expect(says).toContain('rejected by policy');
        expect(next).toBe(`regdoctor roundtrip ${NAME} --keep`);
      }
      // What this machine lets in is no right of the registry's.
      expect(document.rights?.anonymous).toMatchObject({ pull: { may: 'yes' }, push: { may: 'yes' } });
      expect(document.diagnosis?.operation).toBe('pull');
      expectGone(before, await stored(), document.image?.repository ?? '');
    });
  });

  test('an account that is not known: the cause, and nothing pushed', async () => {
    await withCase(
      'bad account',
      (rig) => tokens(rig, READERS),
      async (rig, { stored }) => {
        const before = await stored();
        const document = await documentOf(rig, [NAME, '--creds-stdin'], { input: 'alice:wrong' });
        expect(document).toMatchObject({ exitCode: 1, verdict: 'broken', left: [], remains: null });
        expect(document.diagnosis?.findings[0]?.code).toBe('auth-bad-credentials');
        expect(document.rights?.account?.push.may).toBe('no');
        expect(await stored()).toEqual(before);
      },
    );
  });

  test('no account where one is wanted: that is what is missing, with the line', async () => {
    await withCase(
      'no account',
      (rig) => tokens(rig, READERS),
      async (rig, { stored }) => {
        const before = await stored();
        const { stdout, code } = await roundtrip(rig, [NAME]);
        expect(code, stdout).toBe(3);
        expect(stdout).toContain(`next: printf %s "$LOGIN" | regdoctor roundtrip ${NAME} --creds-stdin`);
        expect(stdout).toContain('             push  no ');
        const [line = ''] = /printf .*--creds-stdin/.exec(stdout) ?? [];
        expect(line).not.toBe('');
        expect(await stored()).toEqual(before);
      },
    );
  });

  test("root's caches and locks stay as they are", async () => {
    await withCase(
      'caches',
      (rig) => registry(rig),
      async (rig) => {
        await rig.host.run('sh', [
          '-c',
          'mkdir -p /var/lib/containers/cache; sleep 0.05; touch /root/mark; sleep 0.05',
        ]);
        expect(await documentOf(rig, [NAME])).toMatchObject({ exitCode: 0, left: [] });
        const look = 'find /var/lib/containers /etc /root /run -newer /root/mark ! -path /root 2>/dev/null; true';
        const { stdout } = await rig.host.run('sh', ['-c', look]);
        expect(stdout).toBe('');
      },
    );
  });

  test('without skopeo, or with nowhere to write to, nothing is sent, and it says what is needed', async () => {
    await withCase(
      'no skopeo',
      (rig) => registry(rig),
      async (rig, { stored }) => {
        const before = await stored();
        const programs = join(rig.directory, 'programs');
        await mkdir(programs);
        await symlink('/usr/bin/buildah', join(programs, 'buildah'));
        const entry = join(rig.shared, PROGRAM_DIRECTORY, 'bin/run.js');
        const words = [`PATH=${programs}`, process.execPath, entry, 'roundtrip', NAME, '--json'];
        const document = readDocument(await rig.host.run('env', words));
        expect(document).toMatchObject({ exitCode: 3, verdict: 'unknown', runs: [], left: [] });
        expect(document.unknown[0]).toMatchObject({ why: expect.stringContaining('skopeo is not here') });
        expect(await stored()).toEqual(before);
      },
    );
  });

  test('a wrong call: exit code 2, in the same schema', async () => {
    await withCase(
      'wrong call',
      async () => undefined,
      async (rig) => {
        const document = await documentOf(rig, ['https://registry.test']);
        expect(document).toMatchObject({ exitCode: 2, error: { part: 'registry', meant: 'registry.test' } });
        expect(await documentOf(rig, [NAME, '--authfile', '/root/none'])).toMatchObject({
          error: { part: '--authfile' },
        });
      },
    );
  });
});
