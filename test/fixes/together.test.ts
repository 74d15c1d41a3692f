import { expect, test } from 'vitest';
import type { Finding } from '../../src/findings/finding.js';
import { type Fix, NO_CHANGE, write } from '../../src/fixes/fix.js';
import { type Cured, together } from '../../src/fixes/together.js';

function cured(code: Finding['code'], content: string): Cured {
  const finding: Finding = {
    code,
    severity: 'error',
    title: '',
    subject: '',
    location: null,
    evidence: [],
    clients: ['containerd'],
    causedBy: null,
    detail: null,
    nextStep: '',
    about: { origin: null, registry: null, file: null },
  };
  const side = { outcome: 'ok', ms: 1 } as const;
  const fix: Fix = {
    ...NO_CHANGE,
    kind: 'host',
    summary: '',
    files: [write('/etc/x', content)],
    client: 'containerd',
    proof: { kind: 'replayed', before: side, after: { ...side, attempts: [] } },
  };
  return { finding, fixes: [fix] };
}

test('a fix that would undo an earlier one says so', () => {
  const [first, second] = together([cured('tls-unknown-ca', 'a'), cured('https-on-http-port', 'b')]);
  expect(first?.fixes[0]?.limits).toEqual([]);
  expect(second?.fixes[0]?.limits).toEqual([
    'not together with the fix for tls-unknown-ca, which writes /etc/x too: use one, then run the check again',
  ]);
});

test('the same content twice is one change', () => {
  expect(together([cured('tls-unknown-ca', 'a'), cured('tls-expired', 'a')])[1]?.fixes[0]?.limits).toEqual([]);
});
