import { describe, expect, test } from 'vitest';
import { explainedCodes } from '../../src/prove/explained-codes.js';
import { lastWords } from '../../src/prove/last-words.js';

const log = (level: string, message: string) => `time="2026-01-01T00:00:00Z" level=${level} msg="${message}"`;

describe('the words with which a program gave up', () => {
  test('skopeo: its fatal line', () => {
    const output = [log('debug', 'GET https://registry.test/v2/'), log('fatal', 'initializing source: no such host')];
    expect(lastWords(output.join('\n'))).toBe('initializing source: no such host');
  });

  test('buildah and podman: the line that begins with Error, without warnings about retries and what its child says', () => {
    const output = [
      'Trying to pull registry.test/team/app:1.0...',
      log('warning', 'Failed, retrying in 2s ... (1/3). Error: other'),
      'Error: initializing source docker://registry.test/team/app:1.0: connection refused',
      log('debug', 'shutting down the store'),
      log('error', 'exit status 125'),
    ];
    expect(lastWords(output.join('\n'))).toBe(
      'Error: initializing source docker://registry.test/team/app:1.0: connection refused',
    );
  });

  test('a program that cannot make a user namespace: the reason, not the noise that follows', () => {
    const output = [
      'Error during unshare(CLONE_NEWUSER): Operation not permitted',
      log('error', 'parsing PID \\"\\": strconv.Atoi: parsing \\"\\": invalid syntax'),
      log('error', '(Unable to determine exit status)'),
    ];
    const words = lastWords(output.join('\n'));
    expect(words).toBe('Error during unshare(CLONE_NEWUSER): Operation not permitted');
    expect(explainedCodes(words)[0]).toBe('storage-permission-userns');
  });

  test('an error over several lines stays whole', () => {
    expect(lastWords('Error: 2 errors occurred:\n\t* one\n\t* two')).toBe('Error: 2 errors occurred: * one * two');
  });

  test('no error at all: the last lines', () => {
    expect(lastWords('a\nb\nc\nd')).toBe('b c d');
  });

  test.each(['', log('debug', 'quiet')])('nothing said: null', (output) => {
    expect(lastWords(output)).toBeNull();
    expect(explainedCodes(null)).toEqual([]);
  });
});
