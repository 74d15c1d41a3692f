import { describe, expect, test } from 'vitest';
import type { Meaning } from '../../../src/clients/client.js';
import { buildConfigDocument, type ConfigInput } from '../../../src/report/config/build.js';
import { renderConfigText } from '../../../src/report/config/text.js';

const FILE = '/etc/reg.conf';
function aMeaning(more: Partial<Meaning> = {}): Meaning {
  const source = { kind: 'file', name: FILE, line: 2, says: '' } as const;
  return {
    source,
    does: 'images of reg are asked of http://reg',
    versions: 'prog from 1.2',
    not: 'allows no push',
    ...more,
  };
}
function aClient(client: string, meanings: readonly Meaning[], more: Partial<ConfigInput> = {}): ConfigInput {
  const version = { text: '1.0', from: 'flag' } as const;
  return { client, version, places: [], deciding: [], observations: [], stops: [], meanings, ...more };
}
function shown(clients: readonly ConfigInput[], width = 100) {
  const document = buildConfigDocument({ version: '0', root: '/', reference: null, file: null, clients, strict: true });
  return { document, text: renderConfigText(document, { color: false, unicode: true, width, verbose: false }) };
}

describe('what a configuration says', () => {
  test('the line, what it does, for whom and what it does not do', () => {
    const { document, text } = shown([aClient('prog', [aMeaning()])]);
    expect(text).toContain(
      '  what it says:\n    /etc/reg.conf:2  images of reg are asked of http://reg\n      for: prog from 1.2\n      not: allows no push\n',
    );
    expect(document.exitCode).toBe(0);
    expect(document.clients[0]?.meanings[0]).toEqual({
      path: FILE,
      line: 2,
      does: 'images of reg are asked of http://reg',
      versions: 'prog from 1.2',
      not: 'allows no push',
    });
  });

  test('folded where the terminal is narrow', () => {
    const { text } = shown([aClient('prog', [aMeaning({ does: 'images of reg '.repeat(10) })])], 50);
    const [, told = ''] = text.split('what it says:\n');
    expect(
      told
        .split('\n')
        .slice(0, 8)
        .every((line) => line.length <= 50),
    ).toBe(true);
  });

  test('nothing to say, no heading; the same as before is said once', () => {
    expect(shown([aClient('prog', [])]).text).not.toContain('what it says');
    const place = { path: FILE, found: 'read', says: '' } as const;
    const { text } = shown([aClient('one', [aMeaning()]), aClient('two', [aMeaning()], { places: [place] })]);
    expect(text).toContain('what it says: the same as for one 1.0');
    expect(text.match(/images of reg/g)).toHaveLength(1);
  });

  test('what does nothing for one client is not told where another reads it', () => {
    const idle = aMeaning({ idle: true });
    expect(shown([aClient('docker', [idle])]).document.clients[0]?.meanings).toHaveLength(1);
    for (const path of [FILE, '/etc']) {
      const reader = aClient('prog', [], { places: [{ path, found: 'read', says: '' }] });
      expect(shown([aClient('docker', [idle]), reader]).document.clients[0]?.meanings).toEqual([]);
    }
  });

  test('two hundred at most, the rest counted', () => {
    const many = Array.from({ length: 250 }, (_, line) =>
      aMeaning({ source: { kind: 'file', name: FILE, line, says: '' } }),
    );
    const { document, text } = shown([aClient('prog', many)]);
    expect(document.clients[0]?.meanings).toHaveLength(200);
    expect(document.clients[0]?.leftOut.meanings).toBe(50);
    expect(text).toContain('and 50 more');
  });

  test('words of a file are made safe', () => {
    const { text } = shown([aClient('prog', [aMeaning({ does: 'asks \u001b[31mhttp://me:canary@reg\u202e' })])]);
    expect(text).not.toContain('canary');
    expect(text).not.toMatch(/[^\P{C}\n]/u);
  });
});
