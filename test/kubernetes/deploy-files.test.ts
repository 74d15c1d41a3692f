import { readdirSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { deployFiles } from '../../src/kubernetes/deploy-files.js';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const FILES = deployFiles(version);

describe('deploy/', () => {
  test.each(FILES.map((file) => [file.path, file] as const))('%s is what the pods are described as', (path, file) => {
    expect(readFileSync(path, 'utf8'), 'stale: node scripts/deploy.mjs').toBe(file.text);
    expect((statSync(path).mode & 0o111) !== 0).toBe(file.executable);
  });

  test('holds nothing else', () => {
    expect(readdirSync('deploy').sort()).toEqual(FILES.map(({ path }) => path.slice('deploy/'.length)).sort());
  });

  test('krew finds the files that its manifest names', () => {
    const manifest = parse(readFileSync('deploy/.krew.yaml', 'utf8')) as {
      metadata: { name: string };
      spec: { version: string; platforms: { bin: string; files: { from: string }[]; sha256: string }[] };
    };
    expect(manifest.metadata.name).toBe('regdoctor');
    expect(manifest.spec.version).toBe(`v${version}`);
    for (const { bin, files, sha256 } of manifest.spec.platforms) {
      // krew's own rules: the program is among the files; a checksum is 64 hexadecimal digits.
      expect(files.map(({ from }) => from)).toContain(bin);
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(statSync(`deploy/${bin}`).isFile()).toBe(true);
    }
  });
});
