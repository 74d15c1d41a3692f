import { describe, expect, test } from 'vitest';
import { aDaemon, CA_FILE, CONF } from '../findings/support/a-daemon.js';
import { tcpFact, tlsFact } from '../findings/support/facts.js';
import { ADDRESS, check, plainHttp, proven, silent } from '../findings/support/network.js';
import { EXPIRED, leaf, NAME, otherRoot, selfSigned } from '../trust/authorities.js';

const program = aDaemon();
const reference = `${NAME}:5000/app:1`;
const open5000 = { [`${ADDRESS}:5000`]: tcpFact() };

describe('a client’s own files', () => {
  test('plain HTTP where the port speaks it: what the file says besides is kept', () => {
    const { primary } = check({
      program,
      reference,
      tcp: open5000,
      tls: () => plainHttp(),
      files: { [CONF]: 'other thing\n' },
    });
    expect(primary?.code).toBe('https-on-http-port');
    expect(proven(primary)).toMatchObject([
      {
        client: 'containerd',
        files: [{ path: CONF, action: 'write', content: `other thing\nhttp ${NAME}:5000\n` }],
        reload: 'systemctl restart containerd (the file is read at its start)',
        proof: { before: { outcome: 'fail' }, after: { outcome: 'ok' } },
      },
    ]);
    expect(proven(primary)[0]?.limits.join()).toContain('plain HTTP without any check');
  });

  test.each([
    ['tcp-refused', tcpFact({ outcome: 'refused', detail: 'ECONNREFUSED' })],
    ['tcp-timeout', silent()],
    ['tcp-unreachable', tcpFact({ outcome: 'unreachable', detail: 'EHOSTUNREACH' })],
  ] as const)('%s on 443 while port 80 serves', (code, fact) => {
    const { primary } = check({ program, tcp: { [`${ADDRESS}:443`]: fact, [`${ADDRESS}:80`]: tcpFact() } });
    expect(primary?.code).toBe(code);
    expect(proven(primary)[0]?.files).toMatchObject([{ path: CONF, content: expect.stringContaining(`http ${NAME}`) }]);
  });

  test('a port in the name that refuses is cured by no file', () => {
    const { primary } = check({ program, reference });
    expect(primary?.code).toBe('tcp-refused');
    expect(proven(primary)).toEqual([]);
  });

  test.each([
    ['tls-unknown-ca', [leaf(otherRoot), otherRoot], otherRoot, 'trust the CA "CN=Another Root CA"'],
    ['tls-self-signed', [selfSigned], selfSigned, 'trust the certificate'],
  ] as const)('%s: the certificate, with the fingerprint to compare', (code, chain, anchor, said) => {
    const { primary } = check({ program, tls: () => tlsFact([...chain]) });
    expect(primary?.code).toBe(code);
    const [fix] = proven(primary);
    expect(fix?.summary).toContain(said);
    expect(fix?.summary).toMatch(/SHA-256 (?:[0-9A-F]{2}:){31}[0-9A-F]{2}/);
    expect(fix?.files).toMatchObject([{ path: CONF }, { path: CA_FILE, content: anchor.pem }]);
  });

  test('an expired certificate: not checking is the last resort, and says what it gives up', () => {
    const { primary } = check({
      program,
      tls: () => tlsFact([leaf(otherRoot, EXPIRED), otherRoot]),
      files: { '/etc/ssl/certs/ca-certificates.crt': otherRoot.pem },
    });
    expect(primary?.code).toBe('tls-expired');
    expect(proven(primary)).toMatchObject([
      {
        summary: expect.stringMatching(/^last resort/),
        limits: expect.arrayContaining([expect.stringContaining('gives up all protection')]),
      },
    ]);
  });

  test('where replay shows that it does not help, it is not printed', () => {
    const nothing = check({
      program: {
        ...program,
        remedies: () => [{ summary: 's', files: [], prose: [], limits: [], reload: 'none needed' }],
      },
      reference,
      tcp: open5000,
      tls: () => plainHttp(),
    });
    expect(proven(nothing.primary)).toEqual([]);
  });

  test('flags in place of files are tried, and told as prose', () => {
    const remedies = () => [
      {
        summary: 'give --insecure',
        files: [],
        prose: ['crane pull --insecure'],
        limits: [],
        reload: 'none needed',
        flags: { tlsVerify: false },
      },
    ];
    const { primary } = check({ program: { ...program, remedies }, tls: () => tlsFact([selfSigned]) });
    expect(proven(primary)).toMatchObject([
      { prose: ['crane pull --insecure'], files: [], proof: { after: { outcome: 'ok' } } },
    ]);
  });

  test('a file with a secret is never written out: the lines that change are', () => {
    const present = `first line\npassword = "secret-canary"\n`;
    const { primary } = check({
      program,
      reference,
      tcp: open5000,
      tls: () => plainHttp(),
      files: { [CONF]: present },
    });
    const [fix] = proven(primary);
    expect(fix?.files).toEqual([]);
    expect(fix?.commands).toEqual([`printf '%s\\n' 'http ${NAME}:5000' | sed -i -e '2r /dev/stdin' ${CONF}`]);
    expect(fix?.prose.join()).toContain('holds credentials');
    expect(JSON.stringify(primary)).not.toContain('secret-canary');
  });
});

test('buildah keeps its own fix, and is asked for no other', () => {
  const { primary } = check({ reference, tcp: open5000, tls: () => plainHttp() });
  expect(proven(primary)).toHaveLength(1);
  expect(proven(primary)[0]?.files[0]?.path).toBe('/etc/containers/registries.conf.d/50-regdoctor.conf');
});
