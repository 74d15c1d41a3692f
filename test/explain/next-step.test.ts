import { describe, expect, test } from 'vitest';
import type { TextContext } from '../../src/explain/match.js';
import { nextStep } from '../../src/explain/next-step.js';

const NOTHING: TextContext = { client: null, reference: null, host: null, url: null, address: null };
const PULL: TextContext = { ...NOTHING, client: 'docker', reference: 'reg.example.com/app:1', host: 'reg.example.com' };
/** Where the store is one of containers/storage, or may be. */
const IN_PLACE = 'regdoctor storage, on the machine or in the container that printed this';

describe('the next step', () => {
  test.each([
    ['tls-unknown-ca', PULL, 'regdoctor check reg.example.com/app:1 --client docker'],
    ['upload-too-large', PULL, 'regdoctor check reg.example.com/app:1 --client docker --push'],
    [
      'tcp-timeout',
      { ...NOTHING, host: 'reg.example.com:5000' },
      'regdoctor check reg.example.com:5000/REPOSITORY:TAG',
    ],
    ['tcp-timeout', NOTHING, 'regdoctor check REFERENCE'],
    ['tcp-timeout', { ...PULL, client: 'crictl' }, 'regdoctor check reg.example.com/app:1 --client containerd'],
    ['tcp-timeout', { ...PULL, client: 'kubelet' }, 'regdoctor check reg.example.com/app:1'],
    ['storage-no-space', PULL, 'regdoctor runbook storage-no-space'],
    ['storage-no-space', { ...PULL, client: 'buildah' }, IN_PLACE],
    ['storage-fuse-missing', NOTHING, IN_PLACE],
    ['other:unsupported-filesystem-for-storage', NOTHING, IN_PLACE],
    ['other:unsupported-filesystem-for-storage', PULL, 'regdoctor runbook storage-overlay-on-overlay'],
    ['daemon-not-running', NOTHING, 'regdoctor runbook daemon-not-running'],
  ] as const)('%s with %j', (label, context, line) => {
    expect(nextStep(label, context)).toBe(line);
  });

  test('where no registry is to blame, no check is told', () => {
    expect(nextStep('not-a-registry-problem', PULL)).not.toContain('regdoctor check');
  });

  test('a back-off line asks for the whole of the events', () => {
    expect(nextStep('kubelet-backoff-only', PULL)).toContain('kubectl describe pod');
  });
});
