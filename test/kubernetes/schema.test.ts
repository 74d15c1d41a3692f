import { describe, expect, test } from 'vitest';
import { schemaProblems } from './schema.js';

const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', labels: { any: 'thing' } },
  spec: {
    dnsPolicy: 'Default',
    tolerations: [{ operator: 'Exists' }],
    containers: [{ name: 'a', image: 'x', resources: { limits: { memory: '1Gi' } }, env: [{ name: 'A', value: 'b' }] }],
  },
};

/** The pod with one place of it replaced. */
function changed(path: readonly (string | number)[], value: unknown): Record<string, unknown> {
  const pod = structuredClone(POD) as Record<string, unknown>;
  let at = pod as Record<string | number, unknown>;
  for (const step of path.slice(0, -1)) at = at[step] as Record<string | number, unknown>;
  at[path.at(-1) ?? ''] = value;
  return pod;
}

describe('the judge of the schema', () => {
  test('a good pod', () => {
    expect(schemaProblems(POD)).toEqual([]);
  });

  test.each<[string, readonly (string | number)[], unknown, RegExp]>([
    ['a field that is not there', ['spec', 'hostNetwrk'], true, /hostNetwrk/],
    ['one deep inside', ['spec', 'containers', 0, 'env', 0, 'valeu'], 'x', /env\.valeu/],
    ['one of a toleration', ['spec', 'tolerations', 0, 'operater'], 'Exists', /operater/],
    ['a word that is none of the enumeration', ['spec', 'dnsPolicy'], 'Node', /dnsPolicy/],
    ['a number for a boolean', ['spec', 'hostNetwork'], 1, /hostNetwork/],
    ['no containers', ['spec', 'containers'], undefined, /containers/],
    ['another version', ['apiVersion'], 'v2', /apiVersion/],
    ['another kind', ['kind'], 'Pot', /Pot/],
  ])('%s is found', (_what, path, value, problem) => {
    expect(schemaProblems(changed(path, value)).join('\n')).toMatch(problem);
  });
});
