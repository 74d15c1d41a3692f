import { describe, expect, test } from 'vitest';
import type { ReportClient } from '../../src/report/schema.js';
import { clientTable } from '../../src/report/text/client-table.js';
import { renderText } from '../../src/report/text/render.js';
import { aReport } from './a-report.js';

const [client] = aReport().clients;
if (client === undefined) throw new Error('the report of the tests has no client');
const OPTIONS = { color: false, unicode: true, width: 100, verbose: false };
const LONG = {
  path: '/var/lib/rancher/k3s/agent/etc/containerd/certs.d/registry.example.com:5000/hosts.toml',
  line: 12,
  says: '[host."https://mirror.example.com"]',
};
const others: ReportClient[] = [
  { ...client, client: 'containerd', outcome: 'fail', bound: 'unbounded', sources: [] },
  { ...client, client: 'k3s', outcome: 'ok', predictedMs: 40, sources: [LONG] },
];

describe('clients side by side', () => {
  test('client, version, outcome, time and the line that decided', () => {
    const rows = clientTable([client, ...others], OPTIONS)
      .split('\n')
      .slice(1, -1);
    const cells = rows
      .filter((row) => !row.includes('─'))
      .map((row) =>
        row
          .split('│')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
    expect(cells).toEqual([
      ['client', 'version', 'outcome', 'takes', 'decided by'],
      ['buildah', '1.28.2', 'slow', '30.1 s', '/etc/containers/registries.conf:3 insecure = true'],
      ['containerd', '1.28.2', 'fail', 'for ever', 'its defaults'],
      ['k3s', '1.28.2', 'ok', '40 ms', expect.stringMatching(/^….*\/hosts\.toml:12$/)],
    ]);
  });

  test.each([80, 100, 140])('keeps to %i columns', (width) => {
    for (const line of clientTable([client, ...others], { ...OPTIONS, width }).split('\n'))
      expect(line.length, line).toBeLessThanOrEqual(width);
  });

  test('the sentence about a disagreement stands under the table', () => {
    const text = renderText(
      aReport({ clients: [client, ...others], disagreement: 'k3s gets through; containerd does not.' }),
      OPTIONS,
    );
    expect(text).toMatch(/╯|┘/);
    expect(text).toContain('\nk3s gets through; containerd does not.\n\n');
  });
});
