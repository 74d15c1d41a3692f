import { expect, test } from 'vitest';
import type { PlanNode } from '../../src/plan/nodes.js';
import { outlinePlan } from '../../src/plan/outline.js';
import { PLAIN_RESOLVER } from '../clients/a-host.js';

const source = { kind: 'default', name: 'x', line: null, says: '' } as const;
const stop = (because: string): PlanNode => ({ kind: 'stop', failure: 'config', because, sources: [] });

test('a race, a choice by address and a stop read as sentences', () => {
  const plan: PlanNode = {
    kind: 'race',
    staggerMs: 300,
    options: [
      stop('one'),
      {
        kind: 'choose',
        byFact: {
          addressesOf: 'reg.test',
          resolver: { kind: 'go', config: PLAIN_RESOLVER, because: '' },
          within: ['10.0.0.0/8'],
        },
        inside: stop('inside'),
        outside: {
          kind: 'retry',
          attempts: 2,
          delaysMs: [5],
          when: { kinds: ['tcp-refused'], except: [], statuses: null, exceptStatuses: [], exceptCodes: [] },
          body: stop('outside'),
          source,
        },
        source,
      },
    ],
  };
  expect(outlinePlan(plan)).toEqual([
    'race, 300 ms apart',
    '- stop (config): one',
    '- where an address of reg.test is in 10.0.0.0/8',
    '    stop (config): inside',
    '  otherwise',
    '    2 attempts, waits 5 ms',
    '      stop (config): outside',
  ]);
});
