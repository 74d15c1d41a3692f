import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { parseTar } from 'nanotar';
import { describe, expect, test } from 'vitest';
import { FOLDER, MAX_PATH_BYTES } from '../../../src/report/bundle/bundle-file.js';
import { inputFiles } from '../../../src/report/bundle/input-files.js';
import { listing } from '../../../src/report/bundle/listing.js';
import { packBundle } from '../../../src/report/bundle/pack.js';
import { createHostRedactor } from '../../../src/report/redact/redact-hosts.js';
import type { Report } from '../../../src/report/schema.js';
import { aReport } from '../a-report.js';

const PACKED_BY = { regdoctor: '0.0.0', node: 'v24.0.0' };
const file = (text: string) => ({ read: { kind: 'file', text, bytes: text.length }, list: null });
const REGISTRIES = '[[registry]]\nlocation = "registry.example.com"\n';
const AUTH = '{"auths": {"registry.example.com": {"auth": "cmVkYWN0ZWQ6cmVkYWN0ZWQ="}}}';
const withFiles = (files: Record<string, unknown>): Report =>
  aReport({ inputs: { platform: { os: 'linux', architecture: 'amd64', variant: null }, libc: 'glibc', files } });
const report = withFiles({
  '/etc/containers/registries.conf': file(REGISTRIES),
  '/root/.docker/config.json': file(AUTH),
  '/etc/containers/certs.d': { read: null, list: { kind: 'absent' } },
});
const unpack = (bytes: Buffer) =>
  Object.fromEntries(
    parseTar(new Uint8Array(gunzipSync(bytes)).slice()).map(({ name, data }) => [
      name,
      Buffer.from(data ?? []).toString(),
    ]),
  );

describe('packBundle', () => {
  test('holds the report in its forms, facts, inputs under their paths, versions, and a list with digests', async () => {
    const { bytes } = await packBundle(report, PACKED_BY, null);
    const files = unpack(bytes);
    expect(Object.keys(files)).toEqual([
      'regdoctor/README.txt',
      'regdoctor/report.json',
      'regdoctor/report.html',
      'regdoctor/report.txt',
      'regdoctor/report.md',
      'regdoctor/facts.json',
      'regdoctor/versions.json',
      'regdoctor/inputs/etc/containers/registries.conf',
      'regdoctor/inputs/root/.docker/config.json',
      'regdoctor/MANIFEST.json',
    ]);
    expect(JSON.parse(files['regdoctor/report.json'] ?? '')).toEqual(report);
    expect(files['regdoctor/report.html']).toContain('<!doctype html>');
    expect(files['regdoctor/inputs/etc/containers/registries.conf']).toBe(REGISTRIES);
    expect(JSON.parse(files['regdoctor/versions.json'] ?? '')).toMatchObject({
      clients: [{ client: 'buildah', version: '1.28.2' }],
      platform: { architecture: 'amd64' },
      packedBy: PACKED_BY,
    });
    const listed = JSON.parse(files['regdoctor/MANIFEST.json'] ?? '');
    for (const { path, bytes: size, sha256 } of listed.files) {
      const content = files[`${FOLDER}/${path}`] ?? '';
      expect(Buffer.byteLength(content)).toBe(size);
      expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
    }
    expect(listed.files.at(-1).from).toBe('/root/.docker/config.json');
  });

  test('the same report gives the same bytes', async () => {
    const [one, other] = [
      await packBundle(report, PACKED_BY, null),
      await packBundle(structuredClone(report), PACKED_BY, null),
    ];
    expect(one.bytes.equals(other.bytes)).toBe(true);
  });

  test('says what was taken out, in the list and in README.txt', async () => {
    const { bytes, summary } = await packBundle(report, PACKED_BY, null);
    const readme = unpack(bytes)['regdoctor/README.txt'] ?? '';
    for (const text of [readme, listing(summary, 'bundle.tar.gz', bytes.length)]) {
      expect(text).toMatch(/ 1 {2}user names and passwords/);
      expect(text).toContain('--redact-hosts');
    }
  });

  test('with names replaced no original is left in any file, and the list counts them', async () => {
    const redactor = createHostRedactor();
    const { bytes, summary } = await packBundle(redactor.report(report), PACKED_BY, redactor.replaced());
    const all = JSON.stringify(unpack(bytes));
    expect(all).not.toMatch(/registry\.example\.com|team\/app|10\.0\.0\.7/);
    expect(all).toContain('host-1.host-2.example');
    expect(listing(summary, 'x', 1)).toMatch(/\d {2}addresses/);
  });
});

describe('inputFiles', () => {
  const pathsOf = (...paths: string[]) =>
    inputFiles({ files: Object.fromEntries(paths.map((path) => [path, file(path)])) }).files.map(({ path }) => path);

  test.each([
    ['/etc/hosts', 'inputs/etc/hosts'],
    ['../../etc/passwd', 'inputs/__/__/etc/passwd'],
    ['/a/../../b', 'inputs/a/__/__/b'],
    ['/etc/certs.d/registry:5000/ca.crt', 'inputs/etc/certs.d/registry_5000/ca.crt'],
    ['C:\\windows\\x', 'inputs/C__windows_x'],
    ['/-rf', 'inputs/_rf'],
    ['/a\u0000b\n\u001b[31m', 'inputs/a_b___31m'],
  ])('%j', (from, path) => {
    expect(pathsOf(from)).toEqual([path]);
  });

  test('a file and a folder of the same name, and the same name in other letters, do not clash', () => {
    const [a, b, c] = pathsOf('/a', '/a/b', '/A');
    expect(a).toBe('inputs/a');
    expect(b).toMatch(/^inputs\/odd\/[0-9a-f]{16}-b$/);
    expect(c).toMatch(/^inputs\/odd\/[0-9a-f]{16}-A$/);
  });

  test('whatever the paths are, all stay below the folder, are short, and differ', () => {
    const part = fc.constantFrom('..', '.', '', 'etc', 'a', 'A', '-x', 'ü', 'x'.repeat(120), '\u0000', '\\', 'con:');
    const path = fc.array(part, { maxLength: 6 }).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(fc.uniqueArray(path, { maxLength: 12 }), (paths) => {
        const found = pathsOf(...paths);
        expect(found).toHaveLength(paths.length);
        expect(new Set(found.map((each) => each.toLowerCase())).size).toBe(paths.length);
        for (const each of found) {
          expect(each).toMatch(/^inputs\/[\w.@+=,/-]+$/);
          expect(each.split('/')).not.toContain('..');
          expect(Buffer.byteLength(each)).toBeLessThanOrEqual(MAX_PATH_BYTES);
          for (const other of found) expect(other.toLowerCase().startsWith(`${each.toLowerCase()}/`)).toBe(false);
        }
      }),
    );
  });

  test('inputs of any shape do not break it', () => {
    for (const files of [null, 3, [], { '/x': null }, { '/x': { read: { kind: 'file', text: 7 } } }])
      expect(inputFiles({ files }).files).toEqual([]);
  });
});
