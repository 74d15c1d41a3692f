import { describe, expect, test } from 'vitest';
import type { TlsKey } from '../../src/facts/keys.js';
import { leaf, NAME, otherRoot } from '../trust/authorities.js';
import { httpFact, tcpFact, tlsFact } from './support/facts.js';
import {
  ADDRESS,
  addresses,
  check,
  evidence,
  nextStep,
  noAnswer,
  plainHttp,
  proven,
  refused,
  silent,
} from './support/network.js';

const PROXY = '10.0.0.3';
const environment = { https_proxy: `http://${PROXY}:3128` };
const CONF = { '/etc/containers/registries.conf': `[[registry]]\nlocation = "${NAME}:5000"\ninsecure = true\n` };
const open = { [`${PROXY}:3128`]: tcpFact(), [`${ADDRESS}:443`]: tcpFact() };
const closed = { [`${PROXY}:3128`]: tcpFact(), [`${ADDRESS}:443`]: silent() };
const EXPORT = `export NO_PROXY=${NAME} no_proxy=${NAME}`;

const connectRefused =
  (detail: string) =>
  ({ route }: TlsKey) =>
    route.kind === 'proxy' ? tlsFact([], { outcome: 'proxy-refused', detail, protocol: null }) : undefined;

describe('the proxy itself fails', () => {
  test.each([
    [
      'refuses connections',
      { tcp: { ...open, [`${PROXY}:3128`]: refused() } },
      /^nothing listens at the proxy http:\/\/10\.0\.0\.3:3128 that https_proxy names$/,
    ],
    ['does not answer', { tcp: { ...open, [`${PROXY}:3128`]: silent() } }, /can't be reached$/],
    ['wants a login', { tcp: open, tls: connectRefused('407 Proxy Authentication Required') }, /wants a login/],
    [
      'forbids',
      { tcp: open, tls: connectRefused('403 Forbidden') },
      /does not let connections to registry\.example\.com:443 pass \(403 Forbidden\)$/,
    ],
    [
      'gets no further itself',
      { tcp: open, tls: connectRefused('503 Service Unavailable') },
      /can't reach registry\.example\.com:443 itself \(503/,
    ],
  ])('%s, and the registry answers directly: NO_PROXY cures', (_, network, title) => {
    const { primary, found } = check({ environment, ...network });
    expect(found).toHaveLength(1);
    expect(primary).toMatchObject({ code: 'proxy-misconfigured', severity: 'error' });
    expect(primary?.title).toMatch(title);
    expect(proven(primary)).toMatchObject([{ commands: [EXPORT], proof: { after: { outcome: 'ok' } } }]);
  });

  test('the registry can’t be reached directly either: only the proxy’s owner can help', () => {
    const { primary } = check({ environment, tcp: closed, tls: connectRefused('403 Forbidden') });
    expect(primary?.code).toBe('proxy-misconfigured');
    expect(proven(primary)).toEqual([]);
    expect(nextStep(primary)).toMatchObject({ kind: 'server', proof: { after: { outcome: 'unknown' } } });
  });

  test('its name is not known', () => {
    const { primary } = check({
      environment: { HTTPS_PROXY: 'http://proxy.test:3128' },
      dns: (key) => (key.name === 'proxy.test' ? noAnswer('nxdomain') : undefined),
    });
    expect(primary?.title).toBe(
      "the proxy http://proxy.test:3128 that HTTPS_PROXY names can't be found: its host name is not resolved",
    );
    expect(evidence(primary)).toContain('proxy.test does not exist');
  });

  test('an https:// value for a proxy that speaks plain HTTP: the scheme is put right, a password stays unsaid', () => {
    const { primary } = check({
      environment: { HTTPS_PROXY: `https://user:canary@${PROXY}:3128` },
      tcp: closed,
      tls: ({ route }) => (route.kind === 'direct' && route.port === 3128 ? plainHttp() : undefined),
    });
    expect(primary?.title).toContain('does not speak TLS, but HTTPS_PROXY says https://');
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's own expansion keeps the password out of the text
    expect(proven(primary)).toMatchObject([{ commands: ['export HTTPS_PROXY="http://${HTTPS_PROXY#*://}"'] }]);
    expect(JSON.stringify(primary)).not.toContain('canary');
  });

  test('a scheme that nobody knows', () => {
    const { primary } = check({ environment: { HTTPS_PROXY: `ftp://${PROXY}:3128` }, tcp: open });
    expect(primary).toMatchObject({ code: 'proxy-misconfigured', title: expect.stringContaining("can't be used") });
    expect(proven(primary).length).toBeGreaterThan(0);
  });
});

describe('a proxy in the way', () => {
  test('of plain HTTP: its 503 stands for a registry that answers directly', () => {
    const { primary } = check({
      reference: `${NAME}:5000/app:1`,
      files: CONF,
      environment: { http_proxy: `http://${PROXY}:3128`, NO_PROXY: 'other.test' },
      tcp: { [`${PROXY}:3128`]: tcpFact(), [`${ADDRESS}:5000`]: tcpFact() },
      tls: () => tlsFact([], { outcome: 'plain-http', protocol: null, firstBytes: 'HTTP/1.1 400 Bad Request' }),
      http: ({ route }) => (route.kind === 'proxy' ? httpFact(503, { headers: { via: '1.1 squid' } }) : undefined),
    });
    expect(primary).toMatchObject({
      code: 'proxy-misconfigured',
      title: `the proxy http://${PROXY}:3128 is in the way of ${NAME}, which answers without it`,
    });
    expect(proven(primary)).toMatchObject([
      { commands: [`export NO_PROXY=other.test,${NAME} no_proxy=other.test,${NAME}`] },
    ]);
  });

  test('CRI-O gets a drop-in for its service', () => {
    const { primary } = check({
      client: 'cri-o',
      version: '1.31.0',
      processes: [{ name: 'crio', pid: 7, arguments: [], startedMs: null, environment }],
      tcp: open,
      tls: connectRefused('403 Forbidden'),
    });
    expect(proven(primary)[0]?.files).toMatchObject([
      {
        path: '/etc/systemd/system/crio.service.d/90-regdoctor-proxy.conf',
        content: `[Service]\nEnvironment="NO_PROXY=${NAME}"\n`,
      },
    ]);
  });
});

describe('a login', () => {
  const said = (detail: string, login = '') => {
    const { primary } = check({
      environment: { HTTPS_PROXY: `http://${login}${PROXY}:3128` },
      tcp: closed,
      tls: connectRefused(detail),
    });
    return primary;
  };

  test('is wanted and none is there: the next step says where it goes', () => {
    const primary = said('407 Proxy Authentication Required; Proxy-Authenticate: Basic');
    expect(primary?.title).toContain('wants a login before');
    expect(primary?.nextStep).toContain('http://USER:PASSWORD@10.0.0.3:3128');
  });

  test('is there and refused, and stays unsaid', () => {
    const primary = said('407 Proxy Authentication Required; Proxy-Authenticate: Basic', 'user:canary@');
    expect(primary?.title).toBe(
      `the proxy http://${PROXY}:3128 that HTTPS_PROXY names refuses the login that HTTPS_PROXY carries`,
    );
    expect(JSON.stringify(primary)).not.toContain('canary');
  });

  test('of a kind that Go programs do not have', () => {
    const primary = said('407 Proxy Authentication Required; Proxy-Authenticate: Negotiate, NTLM', 'user:canary@');
    expect(primary?.title).toContain("a login of a kind that this client doesn't know (Negotiate, NTLM)");
  });
});

describe('exceptions that miss', () => {
  test('a network for a name: said, and the name is added to what is there', () => {
    const { primary } = check({
      environment: { ...environment, NO_PROXY: 'localhost,10.0.0.0/8' },
      tcp: open,
      tls: connectRefused('403 Forbidden'),
    });
    expect(evidence(primary)).toContain('"10.0.0.0/8" of NO_PROXY does not cover it: a network never covers a name');
    const value = `localhost,10.0.0.0/8,${NAME}`;
    expect(proven(primary)[0]?.commands).toEqual([`export NO_PROXY=${value} no_proxy=${value}`]);
  });
});

describe('where the exception goes', () => {
  const blocked = { tcp: open, tls: connectRefused('403 Forbidden') };

  test('docker with proxies in daemon.json: into that file', () => {
    const proxies = { 'https-proxy': `http://${PROXY}:3128`, 'no-proxy': 'other.test' };
    const { primary } = check({
      client: 'docker',
      version: '26.1.5',
      files: { '/etc/docker/daemon.json': JSON.stringify({ proxies }, null, 2) },
      ...blocked,
    });
    const [fix] = proven(primary);
    expect(fix?.files.map(({ path }) => path)).toEqual(['/etc/docker/daemon.json']);
    expect(JSON.parse(fix?.files[0]?.content ?? '')).toEqual({
      proxies: { ...proxies, 'no-proxy': `other.test,${NAME}` },
    });
    expect(fix?.reload).toBe('systemctl restart docker');
  });

  test('a line of an EnvironmentFile counts more than a drop-in: that line is changed', () => {
    const path = '/etc/default/rke2-agent';
    const { primary } = check({
      client: 'rke2',
      version: '1.31.0',
      files: {
        '/usr/lib/systemd/system/rke2-agent.service': `[Service]\nEnvironmentFile=-${path}\nExecStart=/usr/bin/rke2 agent\n`,
        [path]: `CONTAINERD_HTTPS_PROXY=http://${PROXY}:3128\nCONTAINERD_NO_PROXY=other.test\n`,
      },
      ...blocked,
    });
    expect(primary?.code).toBe('proxy-misconfigured');
    expect(proven(primary)[0]?.files).toMatchObject([
      {
        path,
        content: `CONTAINERD_HTTPS_PROXY=http://${PROXY}:3128\nCONTAINERD_NO_PROXY="other.test,${NAME}"\n`,
      },
    ]);
  });
});

describe('no proxy where one is needed', () => {
  const closedWay = { [`${PROXY}:3128`]: tcpFact(), [`${ADDRESS}:443`]: silent() };

  test('another daemon of the machine has one, and with it the client gets through', () => {
    const { primary } = check({
      processes: [{ name: 'dockerd', pid: 7, arguments: [], startedMs: null, environment }],
      tcp: closedWay,
    });
    expect(primary).toMatchObject({
      code: 'proxy-misconfigured',
      title: `buildah has no proxy, and ${NAME}:443 is reached only through one: http://${PROXY}:3128`,
    });
    const url = `http://${PROXY}:3128`;
    expect(proven(primary)[0]?.commands).toEqual([
      `export HTTPS_PROXY=${url} https_proxy=${url}`,
      `export HTTP_PROXY=${url} http_proxy=${url}`,
    ]);
  });

  test('config.json of the docker CLI is for containers and builds: said, and dockerd gets a drop-in', () => {
    const proxies = { default: { httpsProxy: `http://${PROXY}:3128` } };
    const { primary } = check({
      client: 'docker',
      version: '26.1.5',
      files: { '/root/.docker/config.json': JSON.stringify({ proxies }) },
      tcp: closedWay,
    });
    expect(evidence(primary)).toContain('for containers and builds and not for pulls');
    expect(proven(primary)[0]).toMatchObject({
      files: [{ path: '/etc/systemd/system/docker.service.d/90-regdoctor-proxy.conf' }],
      reload: 'systemctl daemon-reload && systemctl restart docker',
    });
  });

  test('a proxy that does not help is not spoken of', () => {
    const { primary } = check({
      processes: [{ name: 'dockerd', pid: 7, arguments: [], startedMs: null, environment }],
      tcp: closedWay,
      tls: connectRefused('403 Forbidden'),
    });
    expect(primary?.code).toBe('tcp-timeout');
  });
});

describe('a proxy that is spoken to over TLS', () => {
  test('its own certificate is refused: said of the proxy, not of the registry', () => {
    const { primary } = check({
      environment: { HTTPS_PROXY: 'https://proxy.test:3128' },
      tcp: { ...closed, [`${ADDRESS}:3128`]: tcpFact() },
      tls: ({ route }) =>
        route.kind === 'direct' && route.port === 3128
          ? tlsFact([leaf(otherRoot, { dnsNames: ['proxy.test'] })])
          : undefined,
    });
    expect(primary).toMatchObject({
      code: 'proxy-misconfigured',
      title:
        'the proxy https://proxy.test:3128 that HTTPS_PROXY names is spoken to over TLS, and its own certificate is refused',
    });
  });
});

describe('silence', () => {
  test.each([
    ['a proxy that lets everything through', { environment, tcp: closed }],
    [
      'a dead proxy that NO_PROXY keeps out of it',
      { environment: { ...environment, no_proxy: NAME }, tcp: { ...open, [`${PROXY}:3128`]: refused() } },
    ],
  ])('%s', (_, network) => {
    expect(check(network)).toMatchObject({ outcome: 'ok', found: [] });
  });

  test('what the registry itself says through a good proxy is not the proxy’s fault', () => {
    const missing = httpFact(404, { errors: [{ code: 'MANIFEST_UNKNOWN', message: 'manifest unknown' }] });
    const { primary } = check({
      environment,
      tcp: open,
      http: (key) => (key.accept === 'manifest' ? missing : undefined),
    });
    expect(primary?.code).toBe('manifest-unknown');
  });

  test('nothing is known behind a SOCKS proxy', () => {
    const { outcome, found } = check({
      environment: { HTTPS_PROXY: 'socks5://proxy.test' },
      dns: (key) => addresses(key, PROXY),
      tcp: { [`${PROXY}:1080`]: tcpFact() },
    });
    expect({ outcome, found }).toEqual({ outcome: 'unknown', found: [] });
  });
});
