import { describe, expect, test } from 'vitest';
import { KIND_NAMES, KINDS } from '../../src/kubernetes/kinds.js';
import { overridesOf, runLine } from '../../src/kubernetes/lines/run.js';
import { wrapJson } from '../../src/kubernetes/lines/wrap-json.js';
import { objectsOf } from '../../src/kubernetes/manifests/manifests.js';
import { partsOf } from '../../src/kubernetes/parts-of.js';
import { podSecurityLevel } from './pod-security.js';
import { POD_KINDS, REQUEST, requestOf } from './pods.js';
import { schemaProblems } from './schema.js';

/** A terminal that is not wide, with the words of the shell around the JSON. */
const COLUMNS = 110;

describe('kinds of pods', () => {
  test.each(POD_KINDS)('%s: the level it claims is the strictest that admits it, with node and secret too', (kind) => {
    for (const node of [null, 'node-1'])
      for (const secret of ['pull-secret', ...(kind === 'secret' ? [] : [null])]) {
        const [pod] = objectsOf(kind, requestOf(kind, { node, secret })) as Record<string, unknown>[];
        expect(schemaProblems(pod ?? {})).toEqual([]);
        expect(podSecurityLevel(pod ?? {})).toBe(KINDS[kind].level);
      }
  });

  test('a level that is not the strictest has a reason', () => {
    for (const kind of KIND_NAMES) expect(KINDS[kind].because === null).toBe(KINDS[kind].level === 'restricted');
  });

  test('a plain pod needs no overrides', () => {
    expect(runLine('run', REQUEST)).toBe(
      'kubectl run regdoctor -n team-a -it --rm --restart=Never --image=registry.example.com/regdoctor:0.1.0 -- regdoctor check registry.example.com/team/app:1.2',
    );
  });

  test.each(POD_KINDS)('%s: overrides are broken into lines, and stay what they are', (kind) => {
    const overrides = overridesOf(partsOf(kind, { node: 'node-1', secret: 'pull-secret' }), 'regdoctor');
    const text = wrapJson(overrides);
    expect(JSON.parse(text)).toEqual(overrides);
    for (const line of text.split('\n')) expect(line.length).toBeLessThan(COLUMNS);
    // The line stands in single quotes.
    expect(text).not.toContain("'");
  });

  test('nothing of the node is writable, and no kind is privileged or has a token of its own making', () => {
    const text = JSON.stringify(POD_KINDS.map((kind) => partsOf(kind, { node: null, secret: null })));
    expect(text).not.toContain('"privileged"');
    expect(text).not.toContain('"automountServiceAccountToken":true');
    const { pod, container } = partsOf('node', { node: null, secret: null });
    const host = pod.volumes?.find(({ hostPath }) => hostPath !== undefined)?.name;
    expect(container.volumeMounts?.find(({ name }) => name === host)).toMatchObject({
      readOnly: true,
      mountPath: '/host',
    });
  });
});
