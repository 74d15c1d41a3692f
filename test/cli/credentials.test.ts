import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { givenCredentials } from '../../src/cli/credentials.js';

/** What is made of flags, the words of the call and standard input; warnings and errors as text. */
async function given(
  flags: Parameters<typeof givenCredentials>[0],
  input: string | Buffer | null,
  typed: readonly string[] = [],
): Promise<{ creds: string | undefined; warned: string; error: string }> {
  let warned = '';
  const stream = Readable.from(input === null ? [] : [Buffer.from(input)]) as unknown as NodeJS.ReadStream;
  const world = {
    arguments: ['node', 'regdoctor', 'check', ...typed],
    input: Object.assign(stream, { isTTY: input === null }),
    errors: { write: (text: string) => (warned += text) },
  };
  try {
    return { creds: await givenCredentials(flags, world), warned, error: '' };
  } catch (error) {
    return { creds: undefined, warned, error: (error as Error).message };
  }
}

const STDIN = { 'creds-stdin': true };

describe('an account for the client', () => {
  test.each([
    ['alice:secret\n', 'alice:secret'],
    ['alice:secret', 'alice:secret'],
    ['alice:secret\r\nmore\n', 'alice:secret'],
    ['alice:with:colons\n', 'alice:with:colons'],
    ['alice:\n', 'alice:'],
  ])('from standard input: %j', async (input, expected) => {
    expect(await given(STDIN, input)).toEqual({ creds: expected, warned: '', error: '' });
  });

  test.each([
    ['nothing', '', 'empty'],
    ['an empty line', '\nalice:secret', 'empty'],
    ['no colon', 'alice-secret-word\n', 'is not user:password'],
    ['an endless line', 'x'.repeat(70_000), 'longer than'],
    ['a terminal', null, 'pipe user:password in'],
  ])('%s is a wrong call', async (_case, input, words) => {
    const { creds, error } = await given(STDIN, input);
    expect(creds).toBeUndefined();
    expect(error).toMatch(/^--creds-stdin: /);
    expect(error).toContain(words);
    expect(error).not.toContain('secret-word');
  });

  test('both ways at once is a wrong call', async () => {
    expect((await given({ ...STDIN, creds: 'a:b' }, 'c:d', ['--creds', 'a:b'])).error).toContain('already');
  });

  test('standard input counts before the variable', async () => {
    expect((await given({ ...STDIN, creds: 'a:b' }, 'c:d')).creds).toBe('c:d');
  });

  test('nobody’s account is the variable’s account neither, and both at once is a wrong call', async () => {
    expect((await given({ anonymous: true, creds: 'alice:secret-word' }, null)).creds).toBeUndefined();
    const both = await given({ anonymous: true, creds: 'alice:secret-word' }, null, ['--creds', 'alice:secret-word']);
    expect(both.error).toBe('--anonymous: there is --creds already');
  });

  test('the flag is warned of, the variable is not', async () => {
    const flag = await given({ creds: 'alice:secret' }, null, ['--creds', 'alice:secret']);
    expect(flag.creds).toBe('alice:secret');
    expect(flag.warned).toContain('shell history');
    expect(flag.warned).not.toContain('alice');
    expect((await given({ creds: 'a:b' }, null, ['--creds=a:b'])).warned).toContain('shell history');
    expect((await given({ creds: 'alice:secret' }, null)).warned).toBe('');
  });
});
