import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { execa } from 'execa';
import { describe, expect, onTestFinished, test } from 'vitest';
import schema from '../../docs/apply.schema.json' with { type: 'json' };
import { applyReport } from '../../src/apply/apply.js';
import type { FaultName } from '../../src/lab/catalogue.js';
import { LAB_PASSWORD, LAB_USER } from '../../src/lab/gates.js';
import { type Lab, startLab } from '../../src/lab/lab.js';
import { dockerConfig, REGISTRY_NAME } from '../../src/lab/standard.js';
import type { ApplyDocument } from '../../src/report/apply/schema.js';
import type { Report } from '../../src/report/schema.js';
import { checkUnder, layOut } from '../apply/lab-report.js';
import { regdoctor } from './run-regdoctor.js';

/** A lab with its machine laid out below a directory of this one. */
interface Ground {
  readonly lab: Lab;
  readonly root: string;
  check(): Promise<Report>;
  apply(report: Report, fixes: readonly string[] | null, write: boolean): ApplyDocument;
}

async function ground(name: FaultName, more: Readonly<Record<string, string>> = {}, client?: string): Promise<Ground> {
  const lab = await startLab(name);
  const directory = await mkdtemp(join(tmpdir(), 'regdoctor-apply-'));
  onTestFinished(async () => {
    await lab.stop();
    await rm(directory, { recursive: true, force: true });
  });
  const root = join(directory, 'root');
  await mkdir(root);
  await layOut(root, [...lab.files, ...Object.entries(more).map(([path, content]) => ({ path, content }))]);
  return {
    lab,
    root,
    check: () => checkUnder(root, lab, client ?? lab.client),
    apply: (report, fixes, write) =>
      applyReport({
        report,
        root,
        choice: { fixes, clients: null },
        write,
        backup: { here: join(directory, 'backup') },
        nowMs: Date.now(),
      }),
  };
}

/** Everything below a directory: files with their content, directories with none. */
async function contentOf(directory: string): Promise<Record<string, string | null>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const found = entries.map(async (entry) => {
    const path = join(entry.parentPath, entry.name);
    return [path, entry.isFile() ? await readFile(path, 'utf8') : null] as const;
  });
  return Object.fromEntries(await Promise.all(found));
}

describe('labs: check, apply --yes, check again', () => {
  test.each<[FaultName, readonly string[] | null]>([
    ['fallback-delay', null],
    ['auth-helper-missing', null],
    ['http-on-https-port', null],
    ['k0s-registries-conf-drop-in', null],
    ['k3s-ca-under-mirrored-name', null],
    ['tls-missing-intermediate', null],
    ['https-on-http-port', ['f1x1']],
    ['tls-unknown-ca', ['f1x1']],
    ['tls-self-signed', ['f1x1']],
    ['proxy-interception', ['f1x1']],
    ['tls-expired', ['f1x2']],
  ])('%s is cured, and taken back by the line that is printed', async (name, fixes) => {
    const { root, ...here } = await ground(name);
    const report = await here.check();
    expect(report.verdict).not.toBe('ok');
    const before = await contentOf(root);

    if (fixes !== null) {
      const unnamed = here.apply(report, null, true);
      expect(unnamed.fixes.find(({ id }) => id === fixes[0])).toMatchObject({ state: 'to-name' });
      expect(unnamed).toMatchObject({ exitCode: 0, backup: null });
    }
    const shown = here.apply(report, fixes, false);
    expect(shown.summary).toMatch(/^\d files? would be written; nothing is yet\.$/);
    expect(shown.exitCode).toBe(0);
    expect(await contentOf(root)).toEqual(before);

    const done = here.apply(report, fixes, true);
    expect(done.fixes.filter(({ state }) => state === 'written')).toHaveLength(1);
    const cured = await here.check();
    expect(cured.verdict, done.summary).toBe('ok');
    expect(cured.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(done.checkAgain).toBe(
      `regdoctor check ${here.lab.references.image} --client ${here.lab.client}@${cured.clients[0]?.version} --root ${root}`,
    );

    await execa('sh', ['-c', done.backup?.undo ?? 'false']);
    expect(await contentOf(root)).toEqual(before);
  });

  test('a login under a key that does not match is copied, and shown nowhere', async () => {
    const path = '/root/.docker/config.json';
    const config = dockerConfig(REGISTRY_NAME, LAB_USER, LAB_PASSWORD).replace('{', '{\n\t"detachKeys": "ctrl-e,e",');
    const { root, ...here } = await ground('auth-missing-credentials', { [path]: config }, 'crane');
    const report = await here.check();
    const fix = report.findings[0]?.fixes.find(({ files }) => files[0]?.action === 'edit');
    expect(fix).toBeDefined();
    // Where the login would be sent is a person's to say.
    expect(here.apply(report, null, true).fixes.find(({ id }) => id === fix?.id)).toMatchObject({ state: 'to-name' });
    expect(await readFile(join(root, path), 'utf8')).toBe(config);

    const done = here.apply(report, [fix?.id ?? ''], true);
    expect(done.summary).toBe('1 file written.');
    const text = await readFile(join(root, path), 'utf8');
    const login = Buffer.from(`${LAB_USER}:${LAB_PASSWORD}`).toString('base64');
    expect(text).toContain('{\n\t"detachKeys": "ctrl-e,e",');
    expect(text.split(login)).toHaveLength(3);
    expect(JSON.stringify(done)).not.toContain(login);
    expect(JSON.stringify(done)).not.toContain(LAB_PASSWORD);
    expect((await here.check()).verdict).toBe('ok');
    expect((await stat(done.backup?.directory ?? '')).mode & 0o777).toBe(0o700);
  });
});

describe('the command', () => {
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);

  test('prints one document that follows its schema, and the same for people', async () => {
    const { root, ...here } = await ground('http-on-https-port');
    const file = join(root, '../report.json');
    await writeFile(file, JSON.stringify(await here.check()));
    const json = await regdoctor(['apply', file, '--root', root, '--json']);
    expect(validate(JSON.parse(String(json.stdout))), JSON.stringify(validate.errors)).toBe(true);
    expect(json).toMatchObject({ exitCode: 0, stderr: '' });
    const text = await regdoctor(['apply', file, '--root', root, '--fix', 'f1x1']);
    expect(text.stdout).toContain('\n-server = "http://registry.lab.internal:5443"\n');
    expect(text.stdout).toMatch(/write it:\n {2}regdoctor apply \S+ --root \S+ --fix f1x1 --yes\n$/);
  });

  test.each([
    [['/nonexistent'], 'report: /nonexistent is not a file that can be read'],
    [[], 'Missing 1 required arg'],
    [['x', '--fix', 'f1x1', '--client', 'docker'], 'cannot also be provided when using'],
  ])('a wrong call (%j) is exit code 2, in its own schema', async (words, says) => {
    const { exitCode, stdout, stderr } = await regdoctor(['apply', ...words, '--json']);
    expect(exitCode).toBe(2);
    expect(validate(JSON.parse(String(stdout))), JSON.stringify(validate.errors)).toBe(true);
    expect(JSON.parse(String(stdout))).toMatchObject({ kind: 'apply', exitCode: 2, fixes: [] });
    expect(stderr).toContain(says);
  });
});
