import { describe, expect, test } from 'vitest';
import { folded } from '../../../src/check/storage-folded.js';
import { reportSchema } from '../../../src/report/schema.js';
import { buildStorage } from '../../../src/report/storage/build.js';
import { storageSchema } from '../../../src/report/storage/schema.js';
import { renderStorageText } from '../../../src/report/storage/text.js';
import { renderText } from '../../../src/report/text/render.js';
import { usageDocument } from '../../../src/report/usage-document.js';
import { ROWS } from '../../findings/storage/rows.js';
import { aPlace, aTry, type Differs, failed, storageFacts } from '../../support/storage.js';
import { aReport } from '../a-report.js';

const RUN = { version: '0.1.0', startedAt: '2026-01-01T00:00:00.000Z', strict: false };
const PLAIN = { color: false, unicode: true, width: 100, verbose: false };
const build = (differs: Differs = {}, strict = false) => buildStorage(storageFacts(differs), { ...RUN, strict });
const SCANT: Differs = { store: { places: [aPlace({ freeBytes: 1_000_000 })] } };
const NO_NAMESPACE: Differs = {
  rights: { seccomp: 'filter' },
  store: { tries: [aTry({ made: failed('unshare: no') })] },
};

describe('regdoctor storage', () => {
  test.each(ROWS)('is told by its schema: $name', ({ differs }) => {
    expect(() => storageSchema.parse(build(differs))).not.toThrow();
  });

  test.each([
    ['all well', {}, false, 0],
    ['a warning', SCANT, false, 0],
    ['a warning with --strict', SCANT, true, 1],
    ['an error', NO_NAMESPACE, false, 1],
    ['not tried', { store: { tries: [aTry({ made: { outcome: 'not tried', says: 'it took too long' } })] } }, false, 3],
  ] as const)('exit code: %s', (_, differs, strict, code) => {
    expect(build(differs, strict).exitCode).toBe(code);
  });

  test('without buildah and podman it is unknown, whatever they would do', () => {
    const facts = storageFacts(NO_NAMESPACE);
    const clients = facts.clients.map((client) => ({ ...client, path: null }));
    const document = buildStorage({ ...facts, clients }, RUN);
    expect(document).toMatchObject({ verdict: 'unknown', exitCode: 3 });
    expect(renderStorageText(document, PLAIN)).toContain('fails (not installed here)');
  });

  test('the first screen says what works, with which driver, and where the settings are from', () => {
    expect(renderStorageText(build(), PLAIN).split('\n')).toEqual([
      'storage of images on this machine',
      'buildah, podman: driver overlay, store /var/lib/containers/storage (/etc/containers/storage.conf)',
      '',
      '  ✓ buildah pull            works with overlay by the kernel',
      '  ✓ buildah bud (with RUN)  works with overlay by the kernel',
      '  ✓ podman pull             works with overlay by the kernel',
      '  ✓ podman run              works with overlay by the kernel',
      '',
      'ok: buildah pull and build, podman pull and run can work here with overlay.',
      '',
    ]);
  });

  test('in a pod: lines for its spec with the level that admits them; elsewhere the flags', () => {
    const inPod = renderStorageText(build(NO_NAMESPACE), PLAIN);
    expect(inPod).toContain('      securityContext: {seccompProfile: {type: Unconfined}}\n');
    expect(inPod).toContain('Pod Security level needed: privileged.');
    const elsewhere = renderStorageText(build({ ...NO_NAMESPACE, facts: { inPod: false } }), PLAIN);
    expect(elsewhere).toContain('    --security-opt seccomp=unconfined\n');
    expect(elsewhere).not.toContain('securityContext');
  });

  test('says what was tried and what could not be', () => {
    const differs = { facts: { programs: {} }, store: { tries: [aTry({ overlay: failed('mknod: no') })] } };
    const text = renderStorageText(build(differs), PLAIN);
    expect(text).toContain('tried here: files were written below the store and given to another owner');
    expect(text).toContain('\nexport STORAGE_DRIVER=vfs\n');
    expect(text).toContain('(not tried: a pod can’t change its own spec)');
    expect(text).toContain('note: skopeo copy and skopeo inspect need none of this');
  });

  test('words of programs and files are made safe', () => {
    const says = 'unshare: \u001b]0;title\u0007\u202e no';
    const document = build({ store: { tries: [aTry({ made: failed(says) })] } });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    expect(JSON.stringify(document)).not.toMatch(/\\u001b|\u202e|[\u0000-\u001f]/);
  });

  test('a wrong call, in its own schema', () => {
    const call = { version: '0.1.0', message: 'Nonexistent flag: --x', part: 'command line', meant: null };
    const document = usageDocument({ ...call, arguments: ['storage', '--x', '--json'] });
    expect(storageSchema.parse(document)).toMatchObject({ kind: 'storage', exitCode: 2 });
  });
});

describe('check --storage', () => {
  const report = { ...aReport(), findings: [], unknown: [], verdict: 'ok' as const, exitCode: 0 };

  test('an error of storage is one of the report', () => {
    const both = folded(report, build(NO_NAMESPACE));
    expect(reportSchema.parse(both)).toMatchObject({
      verdict: 'broken',
      exitCode: 1,
      findings: [{ code: 'storage-permission-userns', severity: 'error' }],
      storage: { verdict: 'broken' },
    });
    const text = renderText(both, PLAIN);
    expect(text).toContain('storage of images on this machine\n  ✗ buildah pull');
    expect(text).toContain('✗ error storage-permission-userns');
  });

  test('all well changes nothing but that it is said', () => {
    const both = folded(report, build());
    expect(both).toEqual({ ...report, storage: both.storage, inputs: both.inputs });
    expect(renderText(both, PLAIN)).toContain('✓ podman run              works with overlay by the kernel');
  });

  test('what could not be tried keeps a check from being all well', () => {
    const unknown = build({ store: { tries: [aTry({ made: { outcome: 'not tried', says: 'interrupted' } })] } });
    expect(folded(report, unknown)).toMatchObject({ verdict: 'unknown', exitCode: 3 });
    expect(folded({ ...report, exitCode: 1, verdict: 'broken' }, unknown)).toMatchObject({
      verdict: 'broken',
      exitCode: 1,
    });
  });
});
