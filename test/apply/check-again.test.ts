import { describe, expect, test } from 'vitest';
import { checkAgainLine } from '../../src/apply/check-again.js';
import type { SavedInputs } from '../../src/check/inputs.js';

function inputs(more: Partial<SavedInputs> = {}, flags: Partial<SavedInputs['flags']> = {}): SavedInputs {
  return {
    reference: 'reg.example:5000/app:1',
    operation: 'pull',
    clients: [
      { client: 'buildah', version: { text: '1.28.2', from: 'program' } },
      { client: 'containerd', version: { text: '1.7.1', from: 'flag' } },
    ],
    allowInsecureAuth: false,
    ...more,
    flags: {
      ...{
        tlsVerify: null,
        credentials: false,
        authFile: null,
        certDirectory: null,
        platform: null,
        dockerConfigJson: null,
      },
      ...flags,
    },
  } as SavedInputs;
}

describe('the line that checks again', () => {
  test.each<[SavedInputs, string, readonly string[], string | null]>([
    [inputs(), '/', [], 'regdoctor check reg.example:5000/app:1'],
    [
      inputs({ operation: 'push' }, { pushBytes: 10 }),
      '/host',
      ['buildah', 'containerd'],
      'regdoctor check reg.example:5000/app:1 --push --push-size 10 --client buildah --client containerd@1.7.1 --root /host',
    ],
    [
      inputs(
        { allowInsecureAuth: true },
        {
          ...{ tlsVerify: false, credentials: true, authFile: '/my auth', certDirectory: '/c' },
          platform: { os: 'linux', architecture: 'arm64', variant: 'v8' },
        },
      ),
      '/',
      [],
      "regdoctor check reg.example:5000/app:1 --tls-verify false --authfile '/my auth' --cert-dir /c --platform linux/arm64/v8 --creds-stdin --allow-insecure-auth",
    ],
    [inputs({ reference: 'a b; reboot' }), '/', [], null],
    [inputs({}, { authFile: '/x\u001b[2J' }), '/', [], null],
  ])('%#: says all that was said before', (saved, root, clients, line) => {
    expect(checkAgainLine(saved, root, clients)).toBe(line);
  });
});
