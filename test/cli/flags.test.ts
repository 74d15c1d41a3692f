import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { clientFlagsFrom } from '../../src/cli/flags.js';

test('paths are those that the real program reads from here, whatever directory is judged', () => {
  expect(clientFlagsFrom({ authfile: 'login.json', 'cert-dir': './certs' })).toMatchObject({
    authFile: resolve('login.json'),
    certDirectory: resolve('certs'),
  });
  expect(clientFlagsFrom({ authfile: '' })).toMatchObject({ authFile: '', certDirectory: null });
});
