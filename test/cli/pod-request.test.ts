import { describe, expect, test } from 'vitest';
import { type PodSpecFlags, podRequest } from '../../src/cli/pod-request.js';
import type { KindName } from '../../src/kubernetes/kinds.js';
import { KINDS } from '../../src/kubernetes/kinds.js';
import { UsageError } from '../../src/report/usage.js';

const REF = 'registry.example.com/team/app:1.2';

function asked(words: readonly string[], flags: PodSpecFlags & { kind: KindName }) {
  return podRequest(words, flags.kind, KINDS[flags.kind].forms[0], flags);
}

function refused(words: readonly string[], flags: PodSpecFlags & { kind: KindName }): UsageError {
  try {
    asked(words, flags);
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error('was taken');
}

describe('what pod-spec is asked for', () => {
  test('a reference is checked, words after it go to the check', () => {
    const { request } = asked([REF, '--json', '--timeout', '30'], {
      kind: 'run',
      image: 'regdoctor:1',
      namespace: 'team-a',
    });
    expect(request).toMatchObject({
      image: 'regdoctor:1',
      namespace: 'team-a',
      runs: { kind: 'check', reference: REF, more: ['--json', '--timeout', '30'] },
    });
  });

  test('without a reference a line opens a shell', () => {
    expect(asked([], { kind: 'build' }).request.runs).toEqual({ kind: 'shell' });
  });

  test('--run storage needs no reference', () => {
    expect(asked(['--json'], { kind: 'build', run: 'storage' }).request.runs).toEqual({
      kind: 'storage',
      more: ['--json'],
    });
  });

  test('without an image it says that one must be put in; a Deployment of the image itself needs none', () => {
    expect(asked([REF], { kind: 'run' }).notes.join()).toContain('REGDOCTOR_IMAGE');
    expect(asked([REF], { kind: 'run', image: 'regdoctor:1' }).notes).toEqual([]);
    expect(asked([REF], { kind: 'deployment' }).notes).toEqual([]);
  });

  test.each<[string, readonly string[], PodSpecFlags & { kind: KindName }]>([
    ['--image', [REF], { kind: 'run', image: "x';id;'" }],
    ['--image', [REF], { kind: 'run', image: '' }],
    ['--namespace', [REF], { kind: 'run', namespace: 'a b' }],
    ['--namespace', [REF], { kind: 'run', namespace: 'a.b' }],
    ['--namespace', [REF], { kind: 'run', namespace: 'a'.repeat(64) }],
    ['--node', [REF], { kind: 'node', node: '"},"hostPID":true,"x":{"' }],
    ['--node', [REF], { kind: 'node', node: '$(id)' }],
    ['--node', [REF], { kind: 'node', node: 'n\n' }],
    ['--secret', [REF], { kind: 'run', secret: '../x' }],
    ['--pod', [REF], { kind: 'debug-pod', pod: '--profile=sysadmin' }],
    ['--target', [REF], { kind: 'debug-pod', pod: 'p', target: 'A' }],
    ['reference', ['registry.example.com/app;id'], { kind: 'run' }],
    ['reference', ['-h'], { kind: 'run' }],
    ['command line', [REF, 'a\u001b[2Jb'], { kind: 'run' }],
    ['--creds', [REF, '--creds', 'user:sesame'], { kind: 'run' }],
    ['--creds', [REF, '--creds=user:sesame'], { kind: 'run' }],
    ['--secret', [REF], { kind: 'secret' }],
    ['--secret', [REF], { kind: 'debug-node', node: 'n', secret: 's' }],
    ['--node', [REF], { kind: 'debug-node' }],
    ['--pod', [REF], { kind: 'debug-pod' }],
    ['--node', [REF], { kind: 'debug-pod', pod: 'p', node: 'n' }],
    ['--node', [REF], { kind: 'daemonset', node: 'n' }],
    ['--pod', [REF], { kind: 'run', pod: 'p' }],
    ['--pod', [REF], { kind: 'run', target: 'c' }],
    ['reference', [], { kind: 'job' }],
    ['reference', [], { kind: 'run', run: 'check' }],
    ['--run', [REF], { kind: 'run', run: 'shell' }],
    ['command line', [REF, '--json'], { kind: 'deployment' }],
  ])('%s: %j %j is refused in one clean sentence', (part, words, flags) => {
    const error = refused(words, flags);
    expect(error.part).toBe(part);
    expect(error.message).not.toMatch(/[\p{Cc}]|sesame/u);
  });
});
