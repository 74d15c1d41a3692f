import { describe, expect, test } from 'vitest';
import { tcpFact, tlsFact } from '../findings/support/facts.js';
import { ADDRESS, type Check, check, proven } from '../findings/support/network.js';
import { leaf, NAME, otherRoot, root } from '../trust/authorities.js';

const UNKNOWN_CA: Check = {
  reference: `${NAME}:5000/app:1`,
  tcp: { [`${ADDRESS}:5000`]: tcpFact() },
  tls: () => tlsFact([leaf(otherRoot), otherRoot]),
};
const DEBIAN = {
  '/etc/os-release': 'PRETTY_NAME="Debian GNU/Linux 12"\nID=debian\n',
  '/usr/sbin/update-ca-certificates': '',
};
const fixesFor = (client: string, files: Readonly<Record<string, string>>, more: Partial<Check> = {}) =>
  proven(check({ ...UNKNOWN_CA, client, files, ...more }).primary);

describe('the system’s store', () => {
  test.each<readonly [string, string, Readonly<Record<string, string>>, string, string]>([
    ['Debian', 'ID=debian\n', {}, '/usr/local/share/ca-certificates', 'update-ca-certificates'],
    ['Ubuntu', 'ID=ubuntu\nID_LIKE=debian\n', {}, '/usr/local/share/ca-certificates', 'update-ca-certificates'],
    [
      'a child of Ubuntu',
      'ID=pop\nID_LIKE="ubuntu debian"\n',
      {},
      '/usr/local/share/ca-certificates',
      'update-ca-certificates',
    ],
    ['Alpine', 'ID=alpine\n', {}, '/usr/local/share/ca-certificates', 'update-ca-certificates'],
    ['RHEL', 'ID="rhel"\nID_LIKE="fedora"\n', redHatFiles(), '/etc/pki/ca-trust/source/anchors', 'update-ca-trust'],
    [
      'Rocky',
      'ID="rocky"\nID_LIKE="rhel centos fedora"\n',
      redHatFiles(),
      '/etc/pki/ca-trust/source/anchors',
      'update-ca-trust',
    ],
    ['Fedora', 'ID=fedora\n', redHatFiles(), '/etc/pki/ca-trust/source/anchors', 'update-ca-trust'],
    [
      'openSUSE',
      'ID="opensuse-leap"\nID_LIKE="suse opensuse"\n',
      { '/etc/ssl/ca-bundle.pem': root.pem },
      '/etc/pki/trust/anchors',
      'update-ca-certificates',
    ],
  ])('%s', (_name, release, files, directory, command) => {
    const present = { '/etc/os-release': release, [`/usr/sbin/${command}`]: '', ...files };
    // The bundle that Go programs of that distribution read; the tests' host has Debian's.
    const bundle = Object.keys(files).find((path) => path.endsWith('.pem') && path.startsWith('/etc/ssl'));
    const environment: Record<string, string> = bundle === undefined ? {} : { SSL_CERT_FILE: bundle };
    const fixes = fixesFor('buildah', present, { environment });
    expect(fixes).toMatchObject([
      { files: [{ path: `/etc/containers/certs.d/${NAME}:5000/ca.crt` }], commands: [] },
      {
        files: [{ path: `${directory}/${NAME}.crt`, action: 'write', content: otherRoot.pem }],
        commands: [command],
        reload: 'none needed',
        proof: { kind: 'replayed', before: { outcome: 'fail' }, after: { outcome: 'ok' } },
      },
    ]);
    expect(fixes[1]?.summary).toMatch(/unverified: compare the fingerprint \(SHA-256 /);
    expect(fixes[1]?.limits.join(' ')).toContain('trusted for every name');
  });

  test.each([
    ['k3s', '1.36.2', /^systemctl restart k3s \(/],
    ['containerd', '2.3.4', /^systemctl restart containerd \(/],
    ['docker', '29.7.2', /^systemctl restart docker \(/],
    ['cri-o', '1.36.3', /^systemctl restart crio \(/],
    ['crane', '0.22.1', /^none needed$/],
  ])('a program that runs reads the store at its start: %s', (client, version, reload) => {
    const fix = fixesFor(client, DEBIAN, { version }).find(({ commands }) => commands.length > 0);
    expect(fix?.commands).toEqual(['update-ca-certificates']);
    expect(fix?.reload).toMatch(reload);
  });

  test('crane has no place of its own: the store is its only fix', () => {
    expect(fixesFor('crane', DEBIAN, { version: '0.22.1' })).toHaveLength(1);
  });

  test.each<readonly [string, Readonly<Record<string, string>>, Partial<Check>]>([
    ['no distribution that is known', { ...DEBIAN, '/etc/os-release': 'ID=bottlerocket\n' }, {}],
    ['no os-release', { '/usr/sbin/update-ca-certificates': '' }, {}],
    ['no such command', { '/etc/os-release': 'ID=debian\n' }, {}],
    [
      'another bundle is read',
      { ...DEBIAN, '/tmp/own.pem': root.pem },
      { environment: { SSL_CERT_FILE: '/tmp/own.pem', SSL_CERT_DIR: '/tmp/none' } },
    ],
    ['an os-release of anything', { ...DEBIAN, '/etc/os-release': `ID=\u0000${'['.repeat(9999)}\nID_LIKE=((((` }, {}],
  ])('not offered: %s', (_name, files, more) => {
    expect(fixesFor('buildah', files, more).filter(({ commands }) => commands.length > 0)).toEqual([]);
  });

  test('a file of that name that says something else is left alone', () => {
    const taken = { [`/usr/local/share/ca-certificates/${NAME}.crt`]: root.pem };
    const [, fix] = fixesFor('buildah', { ...DEBIAN, ...taken });
    expect(fix?.files[0]?.path).toBe(`/usr/local/share/ca-certificates/${NAME}-2.crt`);
  });
});

function redHatFiles(): Readonly<Record<string, string>> {
  return {
    '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem': root.pem,
    '/etc/pki/tls/certs/ca-bundle.crt': root.pem,
  };
}
