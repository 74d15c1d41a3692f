import { describe, expect, test } from 'vitest';
import type { DirectoryRead, FileRead, HostFiles } from '../../src/host/host.js';
import type { RootSet } from '../../src/plan/transport.js';
import { completesChain } from '../../src/trust/completes-chain.js';
import { judgeChain } from '../../src/trust/judge.js';
import { CertificatePool } from '../../src/trust/pool.js';
import { readPool } from '../../src/trust/read-pool.js';
import { intermediate, issue, NAME, NOW_MS, plain, root } from './authorities.js';

const source = { kind: 'default', name: 'test', line: null, says: '' } as const;
const other = issue({ subject: 'Another Root CA', issuer: null, ca: true });

function files(contents: Readonly<Record<string, string>>, reads: string[] = []): HostFiles {
  return {
    read(path): FileRead {
      reads.push(path);
      const text = contents[path];
      return text === undefined ? { kind: 'absent' } : { kind: 'file', text, bytes: text.length };
    },
    list(path): DirectoryRead {
      const names = Object.keys(contents).filter((file) => file.startsWith(`${path}/`));
      return names.length === 0
        ? { kind: 'absent' }
        : { kind: 'directory', names: names.map((file) => file.slice(path.length + 1)) };
    },
  };
}

function rootSet(more: Partial<RootSet> = {}): RootSet {
  return {
    systemFiles: ['/etc/ssl/bundle.crt', '/etc/ssl/second.pem'],
    systemDirectories: ['/etc/ssl/certs'],
    extra: [],
    replacesSystem: false,
    ...more,
  };
}

function trusted(contents: Readonly<Record<string, string>>, roots = rootSet()): boolean {
  const pool = readPool(files(contents), roots);
  return judgeChain({
    chain: [plain.der, intermediate.der],
    roots: pool,
    serverName: NAME,
    nowMs: NOW_MS,
    goVersion: '1.26',
  }).ok;
}

describe('where roots are read from', () => {
  test.each<[string, Record<string, string>, RootSet, boolean]>([
    ['first system file', { '/etc/ssl/bundle.crt': root.pem }, rootSet(), true],
    ['second system file when the first is absent', { '/etc/ssl/second.pem': root.pem }, rootSet(), true],
    [
      'second system file is not read after the first',
      { '/etc/ssl/bundle.crt': other.pem, '/etc/ssl/second.pem': root.pem },
      rootSet(),
      false,
    ],
    [
      'any file of a system directory',
      { '/etc/ssl/bundle.crt': other.pem, '/etc/ssl/certs/readme.txt': root.pem },
      rootSet(),
      true,
    ],
    ["the client's own file", { '/ca.crt': root.pem }, rootSet({ extra: [{ path: '/ca.crt', source }] }), true],
    [
      "the client's own file replaces the system",
      { '/etc/ssl/bundle.crt': root.pem, '/ca.crt': other.pem },
      rootSet({ extra: [{ path: '/ca.crt', source }], replacesSystem: true }),
      false,
    ],
    [
      'several certificates and words between them',
      { '/etc/ssl/bundle.crt': `# roots\n${other.pem}\nExample\n${root.pem}` },
      rootSet(),
      true,
    ],
    [
      'a broken block before a good one',
      { '/etc/ssl/bundle.crt': `-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----\n${root.pem}` },
      rootSet(),
      true,
    ],
    [
      'a block cut short before a good one',
      { '/etc/ssl/bundle.crt': `${other.pem.slice(0, 200)}\n${root.pem}` },
      rootSet(),
      true,
    ],
    ['line ends of Windows', { '/etc/ssl/bundle.crt': root.pem.replaceAll('\n', '\r\n') }, rootSet(), true],
    ['DER', { '/etc/ssl/bundle.crt': root.der.toString('latin1') }, rootSet(), false],
    ['a key', { '/etc/ssl/bundle.crt': root.keyPem }, rootSet(), false],
    [
      'another type of block',
      { '/etc/ssl/bundle.crt': root.pem.replaceAll('CERTIFICATE', 'TRUSTED CERTIFICATE') },
      rootSet(),
      false,
    ],
    ['nothing anywhere', {}, rootSet(), false],
  ])('%s', (_, contents, roots, expected) => {
    expect(trusted(contents, roots)).toBe(expected);
  });

  test('nothing is read before it is needed, and only once', () => {
    const reads: string[] = [];
    const pool = readPool(files({ '/etc/ssl/bundle.crt': root.pem + root.pem + other.pem }, reads), rootSet());
    expect(reads).toEqual([]);
    expect([pool.size, pool.size]).toEqual([2, 2]);
    expect(reads).toEqual(['/etc/ssl/bundle.crt']);
  });
});

describe('after a look-up of the issuer', () => {
  const input = {
    chain: [plain.der],
    roots: CertificatePool.of([root.der]),
    serverName: NAME,
    nowMs: NOW_MS,
    goVersion: '1.26',
  };

  test.each<[string, Uint8Array, string]>([
    ['the intermediate completes the chain', intermediate.der, 'missing-intermediate'],
    ['also as PEM', Buffer.from(intermediate.pem), 'missing-intermediate'],
    ['another certificate does not', other.der, 'unknown-ca'],
    ['a web page does not', Buffer.from('<html>'), 'unknown-ca'],
  ])('%s', (_, fetched, expected) => {
    expect(completesChain(input, fetched)).toBe(expected);
  });

  test('an intermediate of an unknown root does not', () => {
    expect(completesChain({ ...input, roots: CertificatePool.of([other.der]) }, intermediate.der)).toBe('unknown-ca');
  });
});
