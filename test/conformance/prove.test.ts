import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import type { Report, ReportReal } from '../../src/report/schema.js';
import { dropped443 } from './cases/seed.js';
import {
  AUTH_PATH,
  authFile,
  CLUSTER_NAME,
  httpsRegistry,
  IMAGE,
  insecure,
  NAME,
  trustRoot,
  withNames,
} from './harness/ground.js';
import { quietly } from './harness/measure.js';
import { registryBehind, startRecordingServer } from './harness/recording-server.js';
import { readReport } from './harness/report-checks.js';
import type { CommandOptions, CommandResult } from './rig/command.js';
import { withCase } from './rig/fixture.js';
import { ADDRESS } from './rig/network.js';
import { PROGRAM_PATH } from './rig/programs.js';
import { PROGRAM_DIRECTORY, regdoctor } from './rig/regdoctor.js';
import { startRegistry } from './rig/registry.js';
import type { Rig } from './rig/rig.js';

const { missing } = inject('conformance');
const REFERENCE = `${NAME}/${IMAGE}`;
const ALL = ['--client', 'buildah', '--client', 'podman', '--client', 'skopeo'];
const SKOPEO = ['--client', 'skopeo'];
/** Empty in each case, and that case's own. */
const SCRATCH = '/var/tmp';
const TMPDIR = { TMPDIR: SCRATCH };
/** Before the machine's own programs on the PATH of a test. */
const WRAPPERS = '/var/tmp/bin';

/** The program, as the machine of a case sees it. */
const entryOf = (rig: Rig) => join(rig.shared, PROGRAM_DIRECTORY, 'bin/run.js');

/** Sends a Ctrl-C a second after the programs began to run. */
const INTERRUPTED = `"$@" 2>/root/errors & pid=$!
until grep -q 'running skopeo for real' /root/errors; do sleep 0.1; done
sleep 1
begun=$(date +%s)
kill -INT $pid
wait $pid
code=$?
cat /root/errors >&2
echo "exit code $code after $(($(date +%s) - begun)) s" >&2`;

/** Runs `check REF --prove --json` and gives the report. */
async function proved(rig: Rig, reference: string, flags: readonly string[], options: CommandOptions = {}) {
  const env = { ...TMPDIR, ...options.env };
  const result = await regdoctor(rig, ['check', reference, '--prove', '--json', ...flags], {
    timeoutMs: 90_000,
    ...options,
    env,
  });
  return { report: readReport(result), result };
}

/** What the real programs did, by client; each must have run. */
function realOf(report: Report): Record<string, ReportReal> {
  return Object.fromEntries(
    report.clients.map(({ client, real }) => {
      if (real === null) throw new Error(`${client} was not run: ${report.notes.join('; ')}`);
      return [client, real];
    }),
  );
}

function expectAgreement(report: Report): void {
  for (const [client, real] of Object.entries(realOf(report)))
    expect([real.agrees, real.difference], `${client}: ${JSON.stringify(real, null, 1)}`).toEqual(['yes', null]);
}

/** Nothing is left in the directory for temporary files, and the machine's image stores were not touched. */
async function expectNothingLeft(rig: Rig): Promise<void> {
  const left = await readdir(join(rig.host.root, SCRATCH));
  expect(left.filter((name) => name.startsWith('regdoctor'))).toEqual([]);
  expect(await readdir(join(rig.host.root, '/var/lib/containers/storage')).catch(() => [])).toEqual([]);
}

/** A program that stands before the real one on the PATH; gives the environment. */
async function wrapped(rig: Rig, program: string, script: string): Promise<Record<string, string>> {
  await rig.host.writeFile(`${WRAPPERS}/${program}`, `#!/bin/sh\n${script}\n`, 0o755);
  return { ...TMPDIR, PATH: `${WRAPPERS}:${PROGRAM_PATH}` };
}

const healthy = (rig: Rig) => httpsRegistry(rig);

/** A registry whose CA nobody trusts. */
async function unknownAuthority(rig: Rig) {
  await withNames(rig);
  return startRegistry(rig, { port: 443, certificate: await rig.pki.leaf({ names: [NAME] }) });
}

/** A registry behind a login. */
async function behindLogin(rig: Rig) {
  await withNames(rig);
  await trustRoot(rig);
  const place = { address: ADDRESS.registry, port: 443, certificate: await rig.pki.leaf({ names: [NAME] }) };
  return startRecordingServer(rig, place, registryBehind('Basic realm="rig"'));
}

describe.skipIf(missing.length > 0)('the real programs do what was predicted', { concurrent: true }, () => {
  test('fallback-delay: 30 s were predicted, and 30 s it takes buildah and skopeo, side by side', async () => {
    await withCase(
      'prove the seed case',
      (rig) => dropped443(rig, insecure(CLUSTER_NAME)),
      async (rig) => {
        const flags = ['--client', 'buildah', ...SKOPEO];
        const { report, result } = await proved(rig, `${CLUSTER_NAME}/${IMAGE}`, flags);
        expect(report.findings[0]?.code).toBe('fallback-delay');
        expectAgreement(report);
        for (const [client, real] of Object.entries(realOf(report))) {
          expect(real.outcome, client).toBe('ok');
          expect(real.ms, client).toBeGreaterThan(29_000);
          expect(real.ms, client).toBeLessThan(35_000);
          const manifests = real.attempts.filter(({ url }) =>
            url.startsWith(`http://${CLUSTER_NAME}/v2/team/app/manifests/`),
          );
          expect(manifests, client).toHaveLength(1);
          expect(real.attempts[0], client).toMatchObject({
            url: `https://${CLUSTER_NAME}/v2/`,
            outcome: /i\/o timeout/,
          });
        }
        expect(result.ms).toBeLessThan(45_000);
        await expectNothingLeft(rig);
      },
    );
  });

  test.each([
    ['a healthy registry', healthy, 'ok', 0, []],
    ['an unknown CA', unknownAuthority, 'fail', 1, ['tls-unknown-ca']],
    ['a registry behind a login, and none is there', behindLogin, 'fail', 1, ['auth-missing-credentials']],
    ['nothing listens', (rig: Rig) => withNames(rig), 'fail', 1, ['tcp-refused']],
  ] as const)('%s', async (name, build, outcome, exitCode, codes) => {
    await withCase(`prove ${name}`, build as (rig: Rig) => Promise<unknown>, async (rig) => {
      const { report } = await quietly(() => proved(rig, REFERENCE, ALL));
      expect(report.exitCode).toBe(exitCode);
      expectAgreement(report);
      for (const [client, real] of Object.entries(realOf(report))) {
        expect(real.outcome, client).toBe(outcome);
        expect(real.attempts.length, client).toBeGreaterThan(0);
        for (const code of codes) expect(real.explained, client).toContain(code);
      }
      await expectNothingLeft(rig);
    });
  });
});

describe.skipIf(missing.length > 0)('a program that does something else', { concurrent: true }, () => {
  test('is shown as a disagreement at its client, with lines to report, and the exit code stays that of the check', async () => {
    await withCase('prove a wrong prediction', healthy, async (rig) => {
      const env = await wrapped(
        rig,
        'skopeo',
        `[ "$1" = --version ] && exec /usr/bin/skopeo --version
echo 'time="2026-01-01T00:00:00Z" level=debug msg="GET https://${NAME}/v2/"' >&2
echo 'time="2026-01-01T00:00:00Z" level=fatal msg="initializing source docker://${REFERENCE}: pinging container registry ${NAME}: Get \\"https://${NAME}/v2/\\": dial tcp: lookup ${NAME}: no such host"' >&2
exit 1`,
      );
      const { report } = await quietly(() => proved(rig, REFERENCE, SKOPEO, { env }));
      expect(report).toMatchObject({ exitCode: 0, verdict: 'ok' });
      const { skopeo } = realOf(report);
      expect(skopeo).toMatchObject({ outcome: 'fail', agrees: 'no', program: `${WRAPPERS}/skopeo` });
      expect(skopeo?.difference).toContain('it was predicted to succeed and failed');
      expect(skopeo?.explained).toContain('dns-nxdomain');
      expect(skopeo?.toReport).toContain('no such host');
      expect(skopeo?.toReport).not.toContain(NAME);

      const text = await quietly(() => regdoctor(rig, ['check', REFERENCE, '--prove', ...SKOPEO], { env }));
      const lines = text.stdout.trimEnd().split('\n');
      expect(text.code).toBe(0);
      expect(text.stdout).toMatch(/skopeo 1\.\S+ for real: NOT as predicted/);
      expect(text.stdout).toContain('Open an issue with these lines');
      expect(lines.at(-1)).toMatch(/^ok: /);
      // The verdict stands before the proof too: people read it while the programs run.
      expect(lines.indexOf(lines.at(-1) ?? '')).toBeLessThan(lines.findIndex((line) => line.includes('for real')));
    });
  });

  test('its own storage fails: unknown, and not the registry blamed', async () => {
    await withCase('prove without storage', healthy, async (rig) => {
      const env = await wrapped(
        rig,
        'buildah',
        `[ "$1" = --version ] && exec /usr/bin/buildah --version
echo 'Error during unshare(CLONE_NEWUSER): Operation not permitted' >&2
echo 'time="2026-01-01T00:00:00Z" level=error msg="(Unable to determine exit status)"' >&2
exit 1`,
      );
      const { report } = await quietly(() => proved(rig, REFERENCE, ['--client', 'buildah'], { env }));
      const { buildah } = realOf(report);
      expect(buildah).toMatchObject({ outcome: 'unknown', agrees: 'unknown', toReport: null });
      expect(buildah?.limits.join()).toContain('regdoctor storage');
      expect(report.exitCode).toBe(0);
    });
  });

  test('no program is here: one line says so, and the exit code stays', async () => {
    await withCase('prove nothing', healthy, async (rig) => {
      const check = [entryOf(rig), 'check', REFERENCE, '--prove', '--json', '--client', 'skopeo@1.9.3'];
      const bare = ['PATH=/var/tmp', process.execPath, ...check];
      const report = readReport(await quietly(() => rig.host.run('env', bare, { env: TMPDIR })));
      expect(report.clients[0]?.real).toBeNull();
      expect(report.notes.join()).toContain('skopeo: not on the PATH here');
      expect(report.exitCode).toBe(0);
    });
  });
});

describe.skipIf(missing.length > 0)('nothing stays behind', { concurrent: true }, () => {
  test('Ctrl-C ends the program, removes the scratch directory, and the verdict was there before', async () => {
    await withCase(
      'prove interrupted',
      (rig) => dropped443(rig, insecure(CLUSTER_NAME)),
      async (rig) => {
        const check = ['check', `${CLUSTER_NAME}/${IMAGE}`, '--prove', '--client', 'buildah', ...SKOPEO];
        const command = [process.execPath, entryOf(rig), ...check];
        const result = await rig.host.run('sh', ['-c', INTERRUPTED, 'sh', ...command], { env: TMPDIR });
        const [, code, seconds] = /exit code (\d+) after (\d+) s/.exec(result.stderr) ?? [];
        expect(Number(code), result.stderr).toBe(0);
        expect(Number(seconds)).toBeLessThanOrEqual(4);
        expect(result.stdout).toContain('it was interrupted');
        expect(result.stdout.split('\n').filter((line) => line.startsWith('degraded: fallback-delay'))).toHaveLength(2);
        await expectNothingLeft(rig);
        const processes = await rig.host.run('ps', ['-eo', 'args']);
        expect(processes.stdout).not.toMatch(/skopeo|buildah/);
      },
    );
  });

  test('a disk that is full: nothing is run, and the note says what to do', async () => {
    await withCase('prove on a full disk', healthy, async (rig) => {
      const check = ['check', REFERENCE, '--prove', '--json', ...SKOPEO];
      const command = [process.execPath, entryOf(rig), ...check];
      // Room for one directory besides the root of the file system.
      const script = 'mount -t tmpfs -o nr_inodes=2 tmpfs /var/tmp && "$@"; code=$?; ls /var/tmp >&2; exit $code';
      const parameters = ['--mount', '--propagation', 'private', 'sh', '-c', script, 'sh', ...command];
      const result = await quietly(() => rig.host.run('unshare', parameters, { env: TMPDIR }));
      const report = readReport(result);
      expect(report.clients[0]?.real).toBeNull();
      expect(report.notes.join()).toContain("the directory for scratch files can't be written to (ENOSPC); TMPDIR=DIR");
      expect(report.exitCode).toBe(0);
      // What `ls` shows of the directory.
      expect(result.stderr).not.toMatch(/^regdoctor-/m);
    });
  });

  test("root's caches and locks stay as they are, whatever the programs write besides", async () => {
    await withCase('prove and look', healthy, async (rig) => {
      const look = ['/var/lib/containers', '/etc', '/root', '/run', SCRATCH];
      const changed = 'find $0 -newer /root/mark ! -path /root ! -path /var/tmp 2>/dev/null; true';
      await rig.host.run('sh', ['-c', 'mkdir -p /var/lib/containers/cache; sleep 0.05; touch /root/mark; sleep 0.05']);
      const { report } = await quietly(() => proved(rig, REFERENCE, ALL));
      expectAgreement(report);
      const { stdout } = await rig.host.run('sh', ['-c', changed.replace('$0', look.join(' '))]);
      expect(stdout).toBe('');
    });
  });

  test('a pull through the runtime of a node: only where it is named, and the image goes again', async () => {
    const build = async (rig: Rig) => {
      await rig.host.run('mkdir', ['-p', '/run/containerd']);
      return healthy(rig);
    };
    await withCase('prove by crictl', build, async (rig) => {
      // No crictl here: this one keeps what it is asked, and what it "has".
      const script = `echo "$5 $6 $7" >>/root/asked
case "$5" in
inspecti) test -e /root/has || { echo 'no such image present'; exit 1; }; echo '{"status":{"id":"sha256:aa","repoTags":["one"]}}' ;;
images) echo '{"images":[]}' ;;
pull) touch /root/has; echo "Image is up to date for sha256:aa" ;;
rmi) rm /root/has ;;
esac`;
      const env = await wrapped(rig, 'crictl', script);
      const listen = "require('net').createServer().listen('/run/containerd/containerd.sock', () => console.log('up'))";
      const withSocket = (args: readonly string[]) =>
        rig.host.run(
          'sh',
          [
            '-c',
            `"$0" -e "$1" >/root/up & until grep -q up /root/up; do sleep 0.05; done; shift; "$@"; code=$?; kill $!; rm -f /run/containerd/containerd.sock; exit $code`,
            process.execPath,
            listen,
            process.execPath,
            entryOf(rig),
            ...args,
          ],
          { env },
        );
      const check = ['check', REFERENCE, '--prove', '--json'];
      const named = readReport(await quietly(() => withSocket([...check, '--client', 'containerd@1.7.35'])));
      expect(realOf(named)['containerd']).toMatchObject({
        outcome: 'ok',
        agrees: expect.stringMatching(/yes|unknown/),
      });
      const asked = (await rig.host.readFile('/root/asked')).trim().split('\n');
      expect(asked.map((line) => line.split(' ')[0])).toEqual(['inspecti', 'images', 'pull', 'inspecti', 'rmi']);
    });
  });

  test('uid 1000, a read-only root and no HOME: skopeo needs nothing else', async () => {
    await withCase('prove unprivileged', healthy, async (rig) => {
      await rig.host.copyIn(join(rig.shared, PROGRAM_DIRECTORY), '/run/test/regdoctor');
      await rig.host.copyIn(process.execPath, '/run/test/node');
      const report = readReport(await unprivileged(rig, ['check', REFERENCE, '--prove', '--json', ...SKOPEO]));
      expectAgreement(report);
      expect(realOf(report)['skopeo'], JSON.stringify(report.clients)).toMatchObject({ outcome: 'ok' });
      await expectNothingLeft(rig);
    });
  });
});

/** Runs regdoctor as an unprivileged pod does: uid 1000, no HOME, a root file system that can't be written, a place for temporary files. */
function unprivileged(rig: Rig, args: readonly string[]): Promise<CommandResult> {
  const script = [
    'set -e',
    'mount --bind / /mnt && mount -t tmpfs -o mode=1777 tmpfs /mnt/var/tmp && mount -o remount,ro,bind /mnt',
    'for place in proc dev etc run; do mount --rbind /$place /mnt/$place; done',
    'exec chroot --userspec=1000:1000 --groups= /mnt /usr/bin/env -i PATH="$PATH" TMPDIR=/var/tmp /run/test/node /run/test/regdoctor/bin/run.js "$@"',
  ].join('\n');
  return rig.host.run('unshare', ['--mount', '--propagation', 'private', 'sh', '-c', script, 'sh', ...args]);
}

const CANARY = `canary-${randomBytes(8).toString('hex')}`;
const LOGIN = `alice:${CANARY}`;
const FORMS = [CANARY, Buffer.from(LOGIN).toString('base64').slice(0, -2)];

describe.skipIf(missing.length > 0)(
  'a password is in no parameter and in nothing that is written',
  { concurrent: true },
  () => {
    test.each([
      ['--creds-stdin', ['--creds-stdin'], {}, LOGIN],
      ['REGDOCTOR_CREDS', [], { REGDOCTOR_CREDS: LOGIN }, ''],
      ['--authfile', ['--authfile', '/var/tmp/login.json'], {}, ''],
      ['an auth file that is found', [], {}, ''],
    ] as const)('given by %s', async (name, flags, given, input) => {
      const build = async (rig: Rig) => {
        const path = name === '--authfile' ? '/var/tmp/login.json' : AUTH_PATH;
        if (name.includes('auth')) await rig.host.writeFile(path, authFile(NAME, LOGIN), 0o600);
        return behindLogin(rig);
      };
      await withCase(`prove with ${name}`, build, async (rig, server) => {
        // Keeps what a look at the list of processes and at the environment of one would show.
        const spy = `{ printf '%s\\n' "$0" "$@"; env; } >>/root/seen; exec /usr/bin/skopeo "$@"`;
        const env = { ...(await wrapped(rig, 'skopeo', spy)), ...given };
        const run = (form: readonly string[]) =>
          quietly(() => regdoctor(rig, ['check', REFERENCE, '--prove', ...SKOPEO, ...flags, ...form], { env, input }));
        const document = await run(['--json']);
        const text = name === '--creds-stdin' ? await run(['--verbose']) : document;
        expectAgreement(readReport(document));
        // Behind this registry nothing succeeds without the login.
        expect(realOf(readReport(document))['skopeo']?.outcome).toBe('ok');
        expect(server.heads.some((head) => FORMS.some((form) => head.includes(form)))).toBe(true);
        const seen = await rig.host.readFile('/root/seen');
        expect(seen).toContain(`docker://${REFERENCE}`);
        const written = [seen, document.stdout, document.stderr, text.stdout, text.stderr].join('\n');
        expect(FORMS.some((form) => written.includes(form))).toBe(false);
        await expectNothingLeft(rig);
      });
    });

    test('nor where the check ended before the registry asked for it', async () => {
      const challenged = registryBehind('Basic realm="rig"');
      const build = async (rig: Rig) => {
        await withNames(rig);
        await rig.host.writeFile('/var/tmp/login.json', authFile(`${NAME}:5000`, LOGIN), 0o600);
        const place = { address: ADDRESS.registry, port: 5000 };
        // Well again by the time the real program comes.
        return startRecordingServer(rig, place, (request, response) => {
          if (/skopeo|containers/.test(request.headers['user-agent'] ?? '')) challenged(request, response);
          else response.writeHead(503).end();
        });
      };
      await withCase('prove over plain HTTP that fails', build, async (rig, server) => {
        const reference = `${NAME}:5000/${IMAGE}`;
        const flags = [...SKOPEO, '--authfile', 'var/tmp/login.json', '--tls-verify=false'];
        const check = ['check', reference, '--prove', '--json', ...flags];
        // The file is named as people name it.
        const command = ['-c', 'cd / && exec "$@"', 'sh', process.execPath, entryOf(rig), ...check];
        const report = readReport(await quietly(() => rig.host.run('sh', command, { env: TMPDIR })));
        expect(report.clients[0]?.real, JSON.stringify(report.notes)).toBeNull();
        expect(report.notes.join()).toContain('--allow-insecure-auth');
        expect(server.heads.length).toBeGreaterThan(0);
        expect(server.heads.filter((head) => FORMS.some((form) => head.includes(form)))).toEqual([]);
      });
    });

    test('a login over plain HTTP is not sent by the program either, unless allowed', async () => {
      const build = async (rig: Rig) => {
        await withNames(rig);
        await rig.host.writeFile('/etc/containers/registries.conf', insecure(`${NAME}:5000`));
        await rig.host.writeFile(AUTH_PATH, authFile(`${NAME}:5000`, LOGIN), 0o600);
        return startRecordingServer(
          rig,
          { address: ADDRESS.registry, port: 5000 },
          registryBehind('Basic realm="rig"'),
        );
      };
      await withCase('prove over plain HTTP', build, async (rig, server) => {
        const reference = `${NAME}:5000/${IMAGE}`;
        const { report } = await quietly(() => proved(rig, reference, SKOPEO));
        expect(report.clients[0]?.real).toBeNull();
        expect(report.notes.join()).toContain('--allow-insecure-auth');
        expect(server.heads.filter((head) => FORMS.some((form) => head.includes(form)))).toEqual([]);
        const allowed = await quietly(() => proved(rig, reference, [...SKOPEO, '--allow-insecure-auth']));
        expectAgreement(allowed.report);
      });
    });
  },
);
