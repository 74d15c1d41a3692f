import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { decode } from '../../../src/many/inputs/decode.js';
import { mentionsInList } from '../../../src/many/inputs/list.js';

describe('bytes as text', () => {
  test.each<[string, Buffer]>([
    ['UTF-8', Buffer.from('a/b\n')],
    ['UTF-8 with a byte order mark', Buffer.from('\ufeffa/b\n')],
    ['UTF-16 as PowerShell writes it', Buffer.from('\ufeffa/b\n', 'utf16le')],
    ['UTF-16, the other way round', Buffer.from('\ufeffa/b\n', 'utf16le').swap16()],
  ])('%s', (_name, bytes) => {
    expect(decode(bytes)).toEqual({ ok: true, text: 'a/b\n' });
  });

  test.each<[string, Buffer, RegExp]>([
    ['gzip', gzipSync('a/b'), /gunzip/],
    ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0]), /NUL/],
  ])('%s is no text', (_name, bytes, why) => {
    const decoded = decode(bytes);
    expect(decoded.ok ? decoded.text : decoded.why).toMatch(why);
    expect(decoded.ok).toBe(false);
  });

  test('bytes that are no UTF-8 do not throw', () => {
    expect(decode(Buffer.from([0xc3, 0x28, 0xff])).ok).toBe(true);
  });
});

describe('a list', () => {
  test('one a line; comments, blank lines, CRLF and white space around count for nothing', () => {
    const text = '# ours\r\n\r\n  a/b:1  \r\nc/d # why\nreg:5000/e#f\n\t\n#x\ng/h';
    expect([...mentionsInList(text)].map(({ line, reference }) => `${line}: ${reference}`)).toEqual([
      '3: a/b:1',
      '4: c/d',
      '5: reg:5000/e#f',
      '8: g/h',
    ]);
  });
});
