import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as lines from '../../src/kubernetes/storage-lines.js';
import { podSecurityLevel } from './pod-security.js';
import { schemaProblems } from './schema.js';

const STRICT = {
  runAsNonRoot: true,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};

type Json = Record<string, unknown>;

/** The lines laid over a pod that "restricted" admits. */
function podWith(yaml: string): Json {
  const { containers = [{}], ...spec } = (parse(yaml) ?? {}) as { containers?: Json[] };
  const [container = {}] = containers;
  const securityContext = { ...STRICT, ...(container['securityContext'] as Json | undefined) };
  const one = { image: 'regdoctor', ...container, name: 'regdoctor', securityContext };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { ...spec, containers: [one] } };
}

const made = {
  emptyDirLines: lines.emptyDirLines(['/var/lib/containers', '/tmp']),
  capabilityLines: lines.capabilityLines(['SETFCAP']),
};
const all = Object.entries({ ...lines, ...made }).filter(
  (entry): entry is [string, lines.PodLines] => typeof entry[1] === 'object',
);

describe('lines that cure storage in a pod', () => {
  test.each(all)('%s: fields that Kubernetes has, at the level it claims', (_name, { yaml, level }) => {
    const pod = podWith(yaml);
    expect(schemaProblems(pod)).toEqual([]);
    if (yaml !== '') expect(podSecurityLevel(pod)).toBe(level);
  });
});
