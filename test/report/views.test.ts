import { describe, expect, test } from 'vitest';
import type { ReportView } from '../../src/report/schema.js';
import { viewLines } from '../../src/report/text/views.js';

const OPTIONS = { color: false, unicode: false, width: 100, verbose: false };
const NAME = 'registry.registry.svc.cluster.local';

const pod: ReportView = {
  name: 'pod',
  files: '/',
  network: 'pod',
  nameServers: ['10.96.0.10'],
  registry: NAME,
  addresses: ['10.96.12.34'],
  lookUp: null,
  clients: [{ client: 'skopeo', outcome: 'ok', finding: null, says: null }],
  notSeen: null,
};
const node: ReportView = {
  ...pod,
  name: 'node',
  files: '/host',
  nameServers: ['192.168.0.1'],
  addresses: [],
  lookUp: `lookup ${NAME} on 192.168.0.1:53: no such host`,
  clients: [{ client: 'containerd', outcome: 'fail', finding: 'dns-cluster-name-on-node', says: null }],
  notSeen: 'something',
};

describe('pod and node side by side', () => {
  test.each([80, 100, 140])('one column each, within %i columns', (width) => {
    const lines = viewLines([pod, node], { ...OPTIONS, width });
    const text = lines.join('\n');
    expect(lines[0]).toContain(NAME);
    for (const line of text.split('\n')) expect(line.length, line).toBeLessThanOrEqual(width);
    expect(text).toMatch(/this pod +\| the node/);
    expect(text).toMatch(/name servers +\| 10\.96\.0\.10 +\| 192\.168\.0\.1/);
    expect(text).toContain('10.96.12.34');
    expect(text).toContain('no such host (192.168.0.1:53)');
    expect(text).toContain('skopeo: ok');
    expect(text).toContain('containerd: fail (dns-cluster-name-on-node)');
    expect(lines.at(-1)).toBe('the node: something');
  });

  test('long columns share the room', () => {
    const many = Array.from({ length: 12 }, (_, index) => `10.96.0.${index}`);
    const lines = viewLines(
      [
        { ...pod, addresses: many },
        { ...node, addresses: many },
      ],
      { ...OPTIONS, width: 80 },
    );
    for (const line of lines.join('\n').split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
  });

  test('one view alone is no comparison', () => {
    expect(viewLines([], OPTIONS)).toEqual([]);
    expect(viewLines([node], OPTIONS)).toEqual([]);
  });
});
