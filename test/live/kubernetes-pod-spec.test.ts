import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { KIND_NAMES } from '../../src/kubernetes/kinds.js';
import { schemaProblems } from '../kubernetes/schema.js';
import { regdoctor } from './run-regdoctor.js';

const REF = 'registry.example.com/team/app:1.2';

describe('regdoctor pod-spec', () => {
  test('without a kind lists them all', async () => {
    const { stdout, exitCode } = await regdoctor(['pod-spec']);
    expect(exitCode).toBe(0);
    for (const kind of KIND_NAMES) expect(stdout).toMatch(new RegExp(`^${kind} \\(`, 'm'));
  });

  test('stdout is the line alone; what must be said is on stderr; words after -- go to the check', async () => {
    const { stdout, stderr, exitCode } = await regdoctor([
      'pod-spec',
      REF,
      '--kind',
      'node',
      '--',
      '--timeout',
      '30',
      "it's",
    ]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^kubectl run [\s\S]* -- regdoctor check \S+ --root \/host --timeout 30 'it'\\''s'\n$/);
    expect(stderr).toContain('Pod Security "privileged"');
    expect(stderr).toContain('put your image in the place of');
  });

  test('a manifest is YAML', async () => {
    const { stdout } = await regdoctor(['pod-spec', REF, '--kind', 'daemonset', '--image', 'regdoctor:1']);
    expect(schemaProblems(parse(String(stdout)) as Record<string, unknown>)).toEqual([]);
  });

  test.each([
    [['--kind', 'nodes'], 'none is called "nodes"', '--kind node'],
    [['--kind', 'debug-node', '--node', 'n', '--form', 'yaml'], 'a line only', '--form line'],
    [['--kind', 'job', '--form', 'line'], 'a manifest only', '--form yaml'],
    [['--kind', 'node', '--node', 'a;b'], 'not a name that Kubernetes takes', ''],
    [['--kind', 'node', '--nod', 'a'], '', ''],
  ])('%j is a wrong call', async (flags, says, meant) => {
    const { stdout, stderr, exitCode } = await regdoctor(['pod-spec', REF, ...flags]);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr).toContain(says);
    expect(stderr).toContain(meant);
  });
});
