import { describe, expect, test } from 'vitest';
import { BUILDKIT } from '../../../src/clients/buildkit/buildkit.js';
import { A_CA } from '../k3s/a-node.js';
import { meaningOf, said } from '../said.js';

const TOML = '/etc/buildkit/buildkitd.toml';
const of = (text: string, version = '0.25.2') => ({ version, files: { [TOML]: text, '/ca.pem': A_CA } });

describe('buildkitd.toml in words', () => {
  test.each<[string, string, string]>([
    ['http', 'http = true', 'http://reg:5000'],
    ['insecure', 'insecure = true', 'https://reg:5000 without verification'],
    ['a mirror', 'mirrors = ["m.test"]', 'https://m.test first, then of https://reg:5000'],
  ])('%s', (_name, line, asked) => {
    expect(said(BUILDKIT, of(`[registry."reg:5000"]\n${line}\n`))).toEqual([
      `${TOML}:2 images of reg:5000 are asked of ${asked}`,
    ]);
  });

  test('http and insecure: which comes first by release', () => {
    const text = '[registry."reg:5000"]\nhttp = true\ninsecure = true\n';
    expect(said(BUILDKIT, of(text))[0]).toContain('https://reg:5000 without verification (where');
    expect(said(BUILDKIT, of(text, '0.12.0'))[0]).toContain('http://reg:5000 first, then of https://reg:5000');
  });

  test('what insecure alone and a mirror’s scheme are not', () => {
    expect(meaningOf(BUILDKIT, of('[registry."reg:5000"]\ninsecure = true\n'), /images/).not).toContain('http = true');
    const mirror = of('[registry."reg:5000"]\nmirrors = ["http://m.test"]\n');
    expect(meaningOf(BUILDKIT, mirror, /images/).not).toContain('thrown away');
  });

  test('a CA, and a reference of another registry', () => {
    const asked = of('[registry."reg:5000"]\nca = ["/ca.pem"]\n');
    expect(meaningOf(BUILDKIT, asked, /trusted/).does).toContain('/ca.pem is trusted at https://reg:5000');
    expect(said(BUILDKIT, { ...asked, reference: 'other/a' })).toEqual([]);
  });
});
