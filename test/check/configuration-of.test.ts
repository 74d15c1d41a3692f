import { describe, expect, test } from 'vitest';
import { configurationOf } from '../../src/check/configuration-of.js';
import type { Client, Observation } from '../../src/clients/client.js';
import { NOTHING_CONFIGURED } from '../../src/clients/nothing-configured.js';
import type { PlanNode } from '../../src/plan/nodes.js';
import { aHost } from '../clients/a-host.js';
import { aClientPlan, aLine, asks } from '../report/plan/a-client-plan.js';

const FLAGS = {
  tlsVerify: null,
  credentials: false,
  authFile: null,
  certDirectory: null,
  platform: null,
  dockerConfigJson: null,
};
const STOP: PlanNode = { kind: 'stop', failure: 'config', because: 'toml: line 3', sources: [] };

/** A client whose pulls of some registries stop. */
function aClient(stops: (reference: string) => PlanNode | null, observations: readonly Observation[] = []): Client {
  return {
    ...NOTHING_CONFIGURED,
    name: 'fake',
    assumedVersion: '1.0.0',
    versionCommand: null,
    parseVersion: () => null,
    isOn: () => true,
    configuration: () => ({ places: [], observations }),
    plan: ({ reference }) =>
      aClientPlan(stops(reference) ?? asks('reg.test'), { sources: [aLine('/etc/x', 1, reference)] }),
  };
}

function observed(path: string): Observation {
  return { code: 'config-parse-error', source: aLine(path, 3, ''), text: 'broken', meant: 'other', cure: [] };
}

function look(client: Client, reference: string | null) {
  const version = { text: '1.0.0', from: 'flag' } as const;
  return configurationOf({ client, version }, { host: aHost(), flags: FLAGS, reference });
}

describe('what a configuration comes to', () => {
  test('lines decide for a reference only', () => {
    expect(
      look(
        aClient(() => null),
        'reg.test/app',
      ).deciding,
    ).toEqual([aLine('/etc/x', 1, 'reg.test/app')]);
    expect(
      look(
        aClient(() => null),
        null,
      ).deciding,
    ).toEqual([]);
  });

  test('what stops every pull is found without a reference', () => {
    expect(
      look(
        aClient(() => STOP),
        null,
      ).stops,
    ).toMatchObject([{ because: 'toml: line 3' }]);
  });

  test.each([
    ['/etc/containers/certs.d/reg.test:5000/client.cert', 'reg.test:5000/name:tag'],
    ['/etc/containerd/certs.d/reg.test_5000_/hosts.toml', 'reg.test:5000/name:tag'],
    ['/etc/containerd/certs.d/localhost:5000/hosts.toml', 'localhost:5000/name:tag'],
  ])('what stops pulls of one registry is found by the directory of its file: %s', (path, reference) => {
    const client = aClient(
      (each) => (each.startsWith('reg.test') || each.startsWith('localhost') ? STOP : null),
      [observed(path)],
    );
    expect(look(client, null).stops).toMatchObject([{ reference }]);
  });

  test.each(['/etc/containers/registries.conf.d/x.conf', '/etc/x', '/a b;$(x)/y'])(
    'a directory that is no registry is not planned: %s',
    (path) => {
      const asked: string[] = [];
      look(
        aClient(
          (each) => {
            asked.push(each);
            return null;
          },
          [observed(path)],
        ),
        null,
      );
      expect(asked).toEqual(['registry.invalid/name:tag']);
    },
  );

  test.each<[string, PlanNode]>([
    ['a policy that blocks everything', { ...STOP, failure: 'blocked' }],
    [
      'one way of several',
      {
        kind: 'oneOf',
        label: 'endpoints',
        moveOn: { kinds: 'any', except: [], statuses: null, exceptStatuses: [], exceptCodes: [] },
        report: 'last',
        options: [STOP, asks('b')],
      },
    ],
  ])('%s is no broken configuration', (_name, node) => {
    expect(
      look(
        aClient(() => node),
        'reg.test/app',
      ).stops,
    ).toEqual([]);
  });

  test.each<[string, (files: string) => boolean, boolean]>([
    ['a cure after which the line is alive is offered', () => false, true],
    ['one that would stop every pull is not', (content) => content === 'cured', false],
  ])('%s', (_name, stopsWith, offered) => {
    const cured = { ...observed('/etc/x'), cure: [{ path: '/etc/x', content: 'cured' }] };
    const contentOf = (host: ReturnType<typeof aHost>): string => {
      const read = host.files.read('/etc/x');
      return read.kind === 'file' ? read.text : '';
    };
    const client: Client = {
      ...aClient(() => null),
      configuration: ({ host }) => ({ places: [], observations: contentOf(host) === 'cured' ? [] : [cured] }),
      plan: ({ host }) => aClientPlan(stopsWith(contentOf(host)) ? STOP : asks('reg.test')),
    };
    expect(look(client, null).observations[0]?.cure).toHaveLength(offered ? 1 : 0);
  });

  test('a cure that leaves the line as dead as it was is not offered', () => {
    const client = aClient(() => null, [{ ...observed('/etc/x'), cure: [{ path: '/etc/x', content: 'cured' }] }]);
    expect(look(client, null).observations[0]?.cure).toEqual([]);
  });
});
