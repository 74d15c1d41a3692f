import { describe, expect, test } from 'vitest';
import { memoryFiles } from '../../src/host/memory-files.js';
import { unitEnvironment } from '../../src/host/systemd-unit.js';

const UNIT = '/usr/lib/systemd/system/docker.service';
const DROP_INS = '/etc/systemd/system/docker.service.d';

function variables(files: Readonly<Record<string, string>>, unit = 'docker'): Record<string, string> {
  const found = unitEnvironment(memoryFiles(files), unit).variables;
  return Object.fromEntries([...found].map(([name, { value }]) => [name, value]));
}

describe('Environment=', () => {
  test.each([
    ['words', 'A=1 B=2', { A: '1', B: '2' }],
    ['a quoted assignment', '"A=one two" B=2', { A: 'one two', B: '2' }],
    ['single quotes keep a backslash', "'A=a\\b'", { A: 'a\\b' }],
    [
      'a doubled percent sign',
      'HTTPS_PROXY=http://u:p%%40ss@proxy:3128',
      { HTTPS_PROXY: 'http://u:p%40ss@proxy:3128' },
    ],
    ['the name of the unit', 'UNIT=%N', { UNIT: 'docker' }],
    ['a line that goes on', 'A=1 \\\n# a comment in between\n  B=2', { A: '1', B: '2' }],
    ['no assignment at all', 'nothing', {}],
    ['quotes after the sign, and in the middle', 'A="one two" B=x"y z"', { A: 'one two', B: 'xy z' }],
  ])('%s', (_, value, expected) => {
    expect(variables({ [UNIT]: `[Unit]\nEnvironment=NO=1\n[Service]\nEnvironment=${value}\n` })).toEqual(expected);
  });

  test('drop-ins come after the unit, in name order whatever directory they are in', () => {
    const files = {
      [UNIT]: '[Service]\nEnvironment=A=unit B=unit\n',
      [`${DROP_INS}/20.conf`]: '[Service]\nEnvironment=A=twenty\n',
      '/usr/lib/systemd/system/docker.service.d/30.conf': '[Service]\nEnvironment=A=thirty\n',
    };
    expect(variables(files)).toEqual({ A: 'thirty', B: 'unit' });
  });

  test('of equal names the administrator’s drop-in counts, an empty one too', () => {
    const files = {
      [UNIT]: '[Service]\n',
      [`${DROP_INS}/proxy.conf`]: '',
      '/usr/lib/systemd/system/docker.service.d/proxy.conf': '[Service]\nEnvironment=A=1\n',
    };
    expect(variables(files)).toEqual({});
  });

  test('an empty assignment forgets what came before, UnsetEnvironment goes last', () => {
    const files = {
      [UNIT]: '[Service]\nEnvironment=A=1\nUnsetEnvironment=C\n',
      [`${DROP_INS}/a.conf`]: '[Service]\nEnvironment=\nEnvironment=B=2 C=3\n',
    };
    expect(variables(files)).toEqual({ B: '2' });
  });

  test('files whose name does not end in .conf are not read', () => {
    expect(variables({ [UNIT]: '[Service]\n', [`${DROP_INS}/proxy`]: '[Service]\nEnvironment=A=1\n' })).toEqual({});
  });

  test('the manager’s DefaultEnvironment comes first', () => {
    const files = {
      '/etc/systemd/system.conf.d/proxy.conf': '[Manager]\nDefaultEnvironment="HTTPS_PROXY=http://p:1" "A=m"\n',
      [UNIT]: '[Service]\nEnvironment=A=u\n',
    };
    expect(variables(files)).toEqual({ HTTPS_PROXY: 'http://p:1', A: 'u' });
  });

  test('a unit in /etc takes the place of the one that came with the package; /dev/null masks it', () => {
    const files = {
      [UNIT]: '[Service]\nEnvironment=A=package\n',
      '/etc/systemd/system/docker.service': '[Service]\nEnvironment=A=own\n',
    };
    expect(variables(files)).toEqual({ A: 'own' });
    const masked = memoryFiles(
      { [UNIT]: files[UNIT] ?? '' },
      { unreadable: { '/etc/systemd/system/docker.service': 'open: not a regular file' } },
    );
    expect(unitEnvironment(masked, 'docker')).toMatchObject({ exists: false, variables: new Map() });
  });
});

describe('EnvironmentFile=', () => {
  test('wins over Environment=, in the order of the files; missing ones do not matter', () => {
    const files = {
      [UNIT]:
        '[Service]\nEnvironmentFile=-/etc/default/%N\nEnvironmentFile=-/no/such\nEnvironmentFile=/etc/second\nEnvironment=A=0\n',
      '/etc/default/docker': '# comment\n; another\nA=1\nB="two words"\nexport C=3\n',
      '/etc/second': "B='second'\nnot an assignment\n",
    };
    expect(variables(files)).toEqual({ A: '1', B: 'second', C: '3' });
  });

  test('a pattern, and an empty assignment', () => {
    const files = {
      [UNIT]: '[Service]\nEnvironmentFile=/etc/default/docker\nEnvironmentFile=\nEnvironmentFile=/etc/docker.d/*.env\n',
      '/etc/default/docker': 'A=1\n',
      '/etc/docker.d/x.env': 'B=2\n',
      '/etc/docker.d/x.off': 'C=3\n',
    };
    expect(variables(files)).toEqual({ B: '2' });
  });

  test('where there is no unit: the files of k3s’ installer and of OpenRC', () => {
    expect(variables({ '/etc/systemd/system/k3s.service.env': 'HTTPS_PROXY=http://p:1\n' }, 'k3s')).toEqual({
      HTTPS_PROXY: 'http://p:1',
    });
    expect(variables({ '/etc/rancher/k3s/k3s-agent.env': "HTTP_PROXY='http://p:2'\n" }, 'k3s-agent')).toEqual({
      HTTP_PROXY: 'http://p:2',
    });
  });
});

test('a variable names the line that sets it, without its password', () => {
  const files = memoryFiles({
    [UNIT]: '[Service]\n',
    [`${DROP_INS}/p.conf`]: '[Service]\n\nEnvironment="HTTPS_PROXY=http://u:canary@p:1" "OTHER=canary"\n',
  });
  const { variables: found } = unitEnvironment(files, 'docker');
  expect(found.get('HTTPS_PROXY')?.source).toEqual({
    kind: 'file',
    name: `${DROP_INS}/p.conf`,
    line: 3,
    says: 'HTTPS_PROXY=http://redacted@p:1',
  });
  expect(found.get('OTHER')?.source.says).toBe('OTHER');
});

test.each([
  ['a line without end', `[Service]\nEnvironment=${'"'.repeat(5000)}\\`],
  ['nothing but backslashes', '\\\n'.repeat(5000)],
  ['no section', 'Environment=A=1\n'.repeat(5000)],
  ['control characters', '[Service]\nEnvironment=\u0000=\u001b[31m\n'],
  ['a prototype', '[Service]\nEnvironment=__proto__=x constructor=y\n'],
])('hostile: %s', (_, text) => {
  expect(() => unitEnvironment(memoryFiles({ [UNIT]: text, '/etc/default/docker': text }), 'docker')).not.toThrow();
});
