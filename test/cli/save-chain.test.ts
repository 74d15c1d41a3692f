import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { presentedChains } from '../../src/check/presented-chains.js';
import { requireOwnOrNew, saveChain } from '../../src/cli/save-chain.js';
import { FactBook } from '../../src/facts/book.js';
import type { TlsKey } from '../../src/facts/keys.js';
import { certificatesInPem } from '../../src/trust/pem.js';
import { tlsFact } from '../findings/support/facts.js';
import { intermediate, NAME, otherRoot, plain } from '../trust/authorities.js';

const key = (serverName: string, address: string): TlsKey => ({
  kind: 'tls',
  route: { kind: 'direct', address, port: 443 },
  serverName,
  clientCertificate: null,
});
const facts = new FactBook();
facts.set(key('auth.example.com', '10.0.0.8'), tlsFact([otherRoot]));
facts.set(key(NAME, '10.0.0.7'), tlsFact([plain, intermediate]));

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'save-chain-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('--save-chain', () => {
  const text = presentedChains(facts, `${NAME}:443`) ?? '';

  test('the registry first, as PEM that every program reads, marked as unverified', () => {
    expect(certificatesInPem(text).map((der) => Buffer.from(der).toString('base64'))).toEqual(
      [plain, intermediate, otherRoot].map(({ der }) => der.toString('base64')),
    );
    expect(text).toMatch(/^# .*Unverified:\n# .*compare its SHA-256 fingerprint with the registry's owner/);
    expect(text).toContain(`# 10.0.0.7:443, asked for ${NAME}\n# 0: CN=${NAME}\n`);
    expect(text).toContain('# 10.0.0.8:443, asked for auth.example.com (not the registry itself)');
    expect(text.match(/^# {4}SHA-256 (?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/gm)).toHaveLength(3);
  });

  test('its own file is written again', async () => {
    const path = join(directory, 'chain.pem');
    expect(await saveChain(path, text)).toContain('unverified');
    expect(await saveChain(path, `${text}# later\n`)).toContain(path);
    expect(readFileSync(path, 'utf8')).toContain('# later');
  });

  test.each([
    ["somebody's bundle", (path: string) => writeFileSync(path, plain.pem)],
    ['a link', (path: string) => symlinkSync('/dev/null', path)],
  ])('%s is left alone', async (_, put) => {
    const path = join(directory, 'ca.pem');
    put(path);
    await expect(requireOwnOrNew(path)).rejects.toThrow('regdoctor did not write it');
    await expect(saveChain(path, text)).rejects.toThrow('regdoctor did not write it');
  });

  test('where no server presented anything, nothing is written', async () => {
    const path = join(directory, 'none.pem');
    expect(presentedChains(new FactBook(), NAME)).toBeNull();
    expect(await saveChain(path, null)).toContain('nothing is written');
    await expect(requireOwnOrNew(path)).resolves.toBeUndefined();
  });

  test('a directory that is not there is said', async () => {
    await expect(saveChain(join(directory, 'no', 'chain.pem'), text)).rejects.toThrow('no is no directory');
  });
});
