import { execa } from 'execa';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shellWord, shellWords } from '../../src/text/shell.js';

describe('words for a shell', () => {
  test.each([
    ['registry.example.com:5000/team/app@sha256:0a', 'registry.example.com:5000/team/app@sha256:0a'],
    ['--image=a', '--image=a'],
    ['[::1]:5000/app', "'[::1]:5000/app'"],
    ['', "''"],
    ["it's", "'it'\\''s'"],
    ['=ls', "'=ls'"],
    ['~', "'~'"],
    ['a b', "'a b'"],
    ['/etc/$(reboot)', "'/etc/$(reboot)'"],
    ['50%', '50%'],
    ['/etc/a.conf', '/etc/a.conf'],
  ])('%j is written %s', (word, written) => {
    expect(shellWord(word)).toBe(written);
  });

  test('a shell reads back what was meant', async () => {
    const words = fc.sample(fc.string({ unit: 'binary' }), 300).map((word) => word.replaceAll('\0', ''));
    const { stdout } = await execa('sh', ['-c', `printf '%s\\0' ${shellWords(words)}`], { stripFinalNewline: false });
    expect(stdout.split('\0').slice(0, -1)).toEqual(words.map((word) => Buffer.from(word).toString()));
  });
});
