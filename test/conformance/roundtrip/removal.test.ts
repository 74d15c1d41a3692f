import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { NAME } from '../harness/ground.js';
import { mustRun } from '../rig/command.js';
import { withCase } from '../rig/fixture.js';
import { LOGIN, registry, tokens } from './ground.js';
import { documentOf, roundtrip } from './run.js';
import { expectGone, expectOthersUntouched } from './storage.js';

const { missing } = inject('conformance');
const READERS = { pull: true, push: false };
/** Only the push and the removal are looked at. */
const USERS = { users: { alice: 'secret' } };
const creds = { input: LOGIN };

describe.skipIf(missing.length > 0)('what is left, and the lines that remove it', { concurrent: true }, () => {
  test('a registry that refuses to delete: named exactly, and each printed way removes it', async () => {
    await withCase(
      'delete disabled',
      (rig) => registry(rig, { deletes: false }),
      async (rig, { stored, storage }) => {
        const before = await stored();
        const document = await documentOf(rig, [NAME]);
        const { repository = '', reference } = document.image ?? {};
        expect(document).toMatchObject({ exitCode: 0, verdict: 'degraded' });
        const after = await stored();
        expectOthersUntouched(before, after, repository);
        // Nobody needs an account there, so that the one tag that was pushed is all.
        const [tag, ...more] = after.tags[repository] ?? [];
        expect(more).toEqual([]);
        expect(document.left).toMatchObject([{ repository: `${NAME}/${repository}`, tag, sure: true }]);
        expect(reference).toBe(`${NAME}/${repository}:${tag}`);
        const [left] = document.left;
        expect(left?.why).toContain('refuses to delete');
        const [byDigest, onDisk] = left?.ways ?? [];
        const line = byDigest?.commands.join('\n') ?? '';
        expect(line).toBe(`skopeo delete docker://${NAME}/${repository}@${left?.digest}`);
        expect((await rig.host.run('sh', ['-c', line])).stderr).toContain('405');
        // The line for the registry's own disk, where its storage lies here.
        const command = onDisk?.commands[0] ?? '';
        expect(command).toMatch(/^rm -r \/var\/lib\/registry\/docker\/registry\/v2\/repositories\/[a-z0-9/-]+$/);
        await mustRun('sh', ['-c', command.replace('/var/lib/registry', storage)]);
        const end = await stored();
        expect(end.catalog).toEqual(before.catalog);
        expectGone(before, end, repository);
      },
    );
  });

  test('what no client can remove goes with the garbage, as the report says', async () => {
    await withCase(
      'garbage',
      (rig) => registry(rig, USERS),
      async (rig, { stored, storage }) => {
        const before = await stored();
        const document = await documentOf(rig, [NAME, '--creds-stdin'], creds);
        const repository = document.image?.repository ?? '';
        expect(document.remains).toContain(`the empty repository ${repository}`);
        const after = await stored();
        expectGone(before, after, repository);
        expect(after.catalog).toEqual([...before.catalog, repository].sort());
        const isBlob = (path: string) => path.startsWith('blobs/');
        expect(Object.keys(after.files).filter(isBlob).length).toBeGreaterThan(
          Object.keys(before.files).filter(isBlob).length,
        );
        await mustRun('docker-registry', ['garbage-collect', join(storage, '../registry-10.99.0.10-443.yml')]);
        const end = await stored();
        expect(Object.keys(end.files).filter(isBlob)).toEqual(Object.keys(before.files).filter(isBlob));
      },
    );
  });

  test('an account that may not delete: told, and the line works for one that may', async () => {
    const build = (rig: Parameters<typeof tokens>[0]) => tokens(rig, READERS, { mayDelete: false });
    await withCase('no right to delete', build, async (rig, { stored }) => {
      const before = await stored();
      const { image, left, exitCode } = await documentOf(rig, [NAME, '--creds-stdin'], creds);
      expect(exitCode).toBe(0);
      expect(left).toMatchObject([{ tag: image?.tag, digest: image?.digest, sure: true }]);
      expect(left[0]?.why).toContain('the account may not delete');
      const removal = `docker://${NAME}/${image?.repository}@${image?.digest}`;
      expect(left[0]?.ways[0]?.commands).toEqual([
        `printf %s "\${LOGIN#*:}" | skopeo login --authfile ./regdoctor-login.json --username "\${LOGIN%%:*}" --password-stdin ${NAME} && skopeo delete --authfile ./regdoctor-login.json ${removal}; rm -f ./regdoctor-login.json`,
      ]);
      expectOthersUntouched(before, await stored(), image?.repository ?? '');
    });
  });

  test('--keep leaves the image, and the printed line removes it', async () => {
    await withCase(
      'keep',
      (rig) => tokens(rig, READERS),
      async (rig, { stored }) => {
        const before = await stored();
        await rig.host.writeFile('/root/login.json', authFileOf(LOGIN), 0o600);
        const { stdout, code } = await roundtrip(rig, [NAME, '--authfile', '/root/login.json', '--keep']);
        expect(code, stdout).toBe(0);
        const [, repository = '', tag = '', digest] = /image: registry\.test\/(\S+):(\w+)/.exec(stdout) ?? [];
        expect(digest).toBeUndefined();
        expect((await stored()).tags[repository]).toEqual([tag]);
        expect(stdout).toContain('kept, as asked');
        expect(stdout).toContain(`          image: ${NAME}/${repository}:${tag}\n`);
        expect(stdout).not.toContain('has been removed');
        const line = stdout.split('\n').find((text) => text.startsWith('skopeo delete '));
        const removed = await rig.host.run('sh', ['-c', line ?? 'false']);
        expect(removed, removed.stderr).toMatchObject({ code: 0 });
        expectGone(before, await stored(), repository);
      },
    );
  });

  test('without an account where anybody may push: removed by nobody too', async () => {
    await withCase(
      'anonymous',
      (rig) => registry(rig),
      async (rig, { stored }) => {
        const before = await stored();
        const { image, rights, runs, exitCode } = await documentOf(rig, [NAME]);
        expect(exitCode).toBe(0);
        expect(rights?.account).toBeNull();
        expect([rights?.anonymous.pull.may, rights?.anonymous.push.may]).toEqual(['yes', 'yes']);
        expect(runs.every(({ as }) => as === 'anonymous')).toBe(true);
        expectGone(before, await stored(), image?.repository ?? '');
      },
    );
  });
});

function authFileOf(login: string): string {
  return JSON.stringify({ auths: { [NAME]: { auth: Buffer.from(login).toString('base64') } } });
}
