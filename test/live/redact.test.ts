import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parseTar } from 'nanotar';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import schema from '../../docs/report.schema.json' with { type: 'json' };
import { foundIn } from '../report/redact/planted.js';
import { regdoctor } from './run-regdoctor.js';

const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
const directory = mkdtempSync(join(tmpdir(), 'regdoctor-redact-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Labs of all kinds of places that names get into: certificates, mirrors, realms, proxies, names of a cluster. */
const LABS = [
  'tls-name-mismatch',
  'k3s-ca-under-mirrored-name',
  'auth-token-realm-unreachable',
  'proxy-misconfigured',
  'fallback-delay',
];
/** What stands in the labs' reports, and what is put there: names of somebody. */
const NAMES: readonly (readonly [string, string])[] = [
  ['lab.internal', 'zanzibarcorp.com'],
  ['registry.registry.svc.cluster.local', 'harbour.quillonspace.svc.cluster.local'],
  ['demo/app', 'quokkateam/wombatapi'],
  ['/root', '/home/hildegard'],
  ['127.0.80.', '10.88.77.'],
];
const ORIGINALS = [
  ...['zanzibarcorp', 'zanzibarcorp.com', 'registry.zanzibarcorp.com', 'harbour', 'quillonspace'],
  ...['quokkateam', 'wombatapi', 'quokkateam/wombatapi', 'hildegard', '10.88.77.1', '10.88.77.2'],
];
const FORMS = ['text', 'json', 'html', 'markdown', 'junit', 'sarif'];

const fileOf = (lab: string) => join(directory, `${lab}.json`);
const written = ({ stdout, stderr }: { stdout?: unknown; stderr?: unknown }) => `${stdout}\n${stderr}`;

beforeAll(async () => {
  for (const lab of LABS) {
    const { stdout } = await regdoctor(['lab', lab, '--check', '--json']);
    const named = NAMES.reduce((text, [from, to]) => text.replaceAll(from, to), String(stdout));
    expect(foundIn(named, ORIGINALS).length).toBeGreaterThan(2);
    writeFileSync(fileOf(lab), named);
  }
}, 60_000);

describe.each(LABS)('a report of %s with --redact-hosts', (lab) => {
  test('holds no name in any form, nor does what is said about it', async () => {
    const files = FORMS.flatMap((form) => ['--output', `${form}=${join(directory, `${lab}-out.${form}`)}`]);
    const result = await regdoctor(['report', fileOf(lab), '--redact-hosts', '--verbose', ...files]);
    const all = [written(result), ...FORMS.map((form) => readFileSync(join(directory, `${lab}-out.${form}`), 'utf8'))];
    for (const text of all) {
      expect(foundIn(text, ORIGINALS)).toEqual([]);
      expect(text.length).toBeGreaterThan(100);
    }
    expect(all.join()).toContain('host-1');
    const report = JSON.parse(readFileSync(join(directory, `${lab}-out.json`), 'utf8'));
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
  });

  test('can be shown again, as it was', async () => {
    const plain = JSON.parse(String((await regdoctor(['report', fileOf(lab), '--json'])).stdout));
    const { stdout } = await regdoctor(['report', fileOf(lab), '--json', '--redact-hosts']);
    const path = join(directory, `${lab}-redacted.json`);
    writeFileSync(path, String(stdout));
    const again = await regdoctor(['report', path, '--json']);
    expect(JSON.parse(String(again.stdout))).toEqual(JSON.parse(String(stdout)));
    const codes = (report: { findings: { code: string; severity: string }[] }) =>
      report.findings.map(({ code, severity }) => ({ code, severity }));
    expect(codes(JSON.parse(String(stdout)))).toEqual(codes(plain));
    expect(again.exitCode).toBe(plain.exitCode);
    const applied = await regdoctor(['apply', path]);
    expect(applied.exitCode).toBe(2);
    expect(String(applied.stderr)).toContain('--redact-hosts');
  });

  test('packed in a bundle: no name in the list, the names of its files, or any of them', async () => {
    const to = join(directory, `${lab}.tar.gz`);
    const result = await regdoctor(['bundle', fileOf(lab), '--redact-hosts', '--to', to]);
    expect(result.exitCode).toBe(0);
    expect(foundIn(written(result), ORIGINALS)).toEqual([]);
    const files = parseTar(new Uint8Array(gunzipSync(readFileSync(to))).slice());
    expect(files.length).toBeGreaterThan(7);
    for (const { name, data } of files) {
      expect(foundIn(name, ORIGINALS)).toEqual([]);
      expect(foundIn(Buffer.from(data ?? []).toString(), ORIGINALS)).toEqual([]);
    }
  });
});

describe('everything that is said with --redact-hosts', () => {
  const [one = '', other = ''] = LABS;
  const HOST = 'registry.zanzibarcorp.com';

  test('a run from start to end', async () => {
    const words = [
      `${HOST}:1/quokkateam/wombatapi`,
      '--client',
      'buildah@1.28.2',
      '--timeout',
      '3',
      '--step-timeout',
      '1',
    ];
    const file = join(directory, 'hildegard.json');
    const result = await regdoctor(['check', ...words, '--redact-hosts', '--report-file', file], {
      env: { HOME: '/home/hildegard', PATH: '/usr/bin:/bin', HTTPS_PROXY: 'http://hildegard:pw@127.0.0.1:9' },
    });
    expect(result.exitCode).not.toBe(2);
    expect(result.exitCode).not.toBe(70);
    expect(foundIn(written(result), ORIGINALS)).toEqual([]);
    expect(foundIn(readFileSync(file, 'utf8'), ORIGINALS)).toEqual([]);
  });

  test.each([
    ['a reference that is none', ['check', `https://hildegard:pw@${HOST}/quokkateam`]],
    ['a flag that is none', ['check', HOST, '--zanzibarcorp']],
    ['a root that is not there', ['check', `${HOST}/x`, '--root', '/home/hildegard/nothing']],
    ['a report that is not there', ['report', '/home/hildegard/zanzibarcorp.json']],
    ['a form that is none', ['check', `${HOST}/x`, '--output', 'zanzibarcorp']],
  ])('a wrong call: %s', async (_, words) => {
    for (const json of [[], ['--json']]) {
      const result = await regdoctor([...words, '--redact-hosts', ...json]);
      expect(result.exitCode).toBe(2);
      expect(foundIn(written(result), ORIGINALS)).toEqual([]);
    }
  });

  test('a comparison of two reports', async () => {
    for (const json of [[], ['--json']]) {
      const result = await regdoctor(['diff', fileOf(one), fileOf(other), '--redact-hosts', ...json]);
      expect(foundIn(written(result), ORIGINALS)).toEqual([]);
      expect(String(result.stdout)).toContain('host-1');
    }
  });

  test('many references: one host has the same words in all of them', async () => {
    const references = ['quokkateam/wombatapi', 'quokkateam/other'].map((path) => `${HOST}:1/${path}`);
    const flags = ['--client', 'buildah@1.28.2', '--timeout', '3', '--step-timeout', '1', '--redact-hosts'];
    const jsonl = await regdoctor(['check', ...references, ...flags, '--output', 'jsonl']);
    const text = await regdoctor(['check', ...references, ...flags]);
    expect(foundIn(written(jsonl) + written(text), ORIGINALS)).toEqual([]);
    const reports = String(jsonl.stdout)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const [first, second] = reports.map(({ reference }) => reference);
    expect(first.registry).toBe(second.registry);
    expect(first.repository.split('/')[0]).toBe(second.repository.split('/')[0]);
    expect(first.repository).not.toBe(second.repository);
  });

  test('leaves nothing of its own behind', () => {
    expect(readdirSync(directory).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});
