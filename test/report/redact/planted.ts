import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { isOrdinary } from '../../../src/report/redact/known-words.js';
import type { Report } from '../../../src/report/schema.js';
import { aFix, anAttempt, aReport } from '../a-report.js';

/** Names of one made-up organisation. */
export interface Planted {
  readonly host: string;
  readonly short: string;
  readonly mirror: string;
  readonly realm: string;
  readonly proxy: string;
  readonly user: string;
  readonly repository: string;
  readonly node: string;
  readonly pod: string;
  readonly namespace: string;
  readonly four: string;
  readonly nameServer: string;
  readonly six: string;
}

const label = fc.stringMatching(/^[a-z][a-z0-9]{6,11}$/).filter((text) => !isOrdinary(text));
const kept = ['loopback', 'unspecified', 'broadcast', 'multicast', 'linkLocal', 'reserved'];
const telling = (text: string) => ipaddr.isValid(text) && !kept.includes(ipaddr.parse(text).range());
const four = fc.ipV4().filter(telling);
const six = fc
  .tuple(
    fc.constantFrom('2a02', '2600', 'fd12'),
    fc.array(fc.integer({ min: 1, max: 0xffff }), { minLength: 7, maxLength: 7 }),
  )
  .map(([first, rest]) => [first, ...rest.map((part) => part.toString(16))].join(':'));
const name = fc.tuple(label, label, fc.constantFrom('com', 'io', 'internal', 'co.uk', 'svc.cluster.local', 'dev'));
const dotted = name.map((labels) => labels.join('.'));

export const planted: fc.Arbitrary<Planted> = fc.record({
  host: dotted,
  short: label,
  mirror: dotted,
  realm: dotted,
  proxy: dotted,
  user: label,
  repository: fc.tuple(label, label).map((parts) => parts.join('/')),
  node: fc.tuple(label, fc.nat(99)).map(([word, number]) => `${word}-${number}`),
  pod: fc.tuple(label, label).map((parts) => parts.join('-')),
  namespace: label,
  four,
  nameServer: four,
  six,
});

/** Everything that must not be left, in small letters: whole names and what they are made of. */
export function originalsOf(names: Planted): string[] {
  const labels = [names.host, names.mirror, names.realm, names.proxy].flatMap((each) => [
    each,
    ...each.split('.').filter((part) => !isOrdinary(part)),
  ]);
  const words = [names.short, names.user, ...names.repository.split('/'), names.node, names.pod, names.namespace];
  const sixes = [names.six, ipaddr.parse(names.six).toString()];
  return [...labels, ...words, names.repository, names.four, names.nameServer, ...sixes];
}

/** Which of the originals a text holds: as it is, in other letters, percent-encoded, or inside base64. */
export function foundIn(text: string, originals: readonly string[]): string[] {
  const decoded = [...text.matchAll(/[A-Za-z0-9+/_-]{24,}={0,2}/g)].map(([run]) =>
    Buffer.from(run, 'base64').toString('latin1'),
  );
  const percent = text.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) =>
    Buffer.from(bytes.replaceAll('%', ''), 'hex').toString(),
  );
  const all = [text, percent, ...decoded].join('\n').toLowerCase();
  return originals.filter((each) => {
    const escaped = each.toLowerCase().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    // `8.18.0.1` is in `198.18.0.1`, and a short word in a longer one.
    const isAddress = /^[\d.]+$/.test(each);
    return new RegExp(
      `(?<![a-z0-9]${isAddress ? '|\\d\\.' : ''})${escaped}(?![a-z0-9]${isAddress ? '|\\.\\d' : ''})`,
    ).test(all);
  });
}

/** A report with the names wherever a report has any. */
export function reportOf(names: Planted): Report {
  const { host, short, mirror, realm, proxy, user, repository, node, pod, namespace, four, nameServer, six } = names;
  const scope = encodeURIComponent(`repository:${repository}:pull`);
  const tokenUrl = `https://${realm}/token?service=${host}&scope=${scope}&account=${user}`;
  const manifestKey = `http GET https://${host}:5000/v2/${repository}/manifests/1.2 via ${four}:5000 accept=manifest basic=/home/${user}/.docker/config.json#/auths/${host}:5000`;
  const tokenKey = `http GET ${tokenUrl} via [${six}]:443 accept=any`;
  const der = Buffer.from(`\x30\x82\x02\x00${`subject CN=${host} O=${namespace} `.repeat(8)}`, 'latin1').toString(
    'base64',
  );
  const pem = `-----BEGIN CERTIFICATE-----\n${der.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
  const registries = `[[registry]]\nprefix = "*.${host}"\nlocation = "${mirror}:5000/${repository}"\n\n[aliases]\n"${short}" = "${host}/${repository}"\n`;
  const file = (text: string) => ({ read: { kind: 'file', text, bytes: text.length }, list: null });
  const base = aReport();
  const [client] = base.clients;
  const [finding] = base.findings;
  if (client === undefined || finding === undefined) throw new Error('the sample has none');
  return {
    ...base,
    reference: {
      input: `${host}:5000/${repository}:1.2`,
      registry: `${host}:5000`,
      repository,
      tag: '1.2',
      digest: null,
    },
    vantage: {
      network: 'pod',
      resolver: 'pod',
      files: '/host',
      kubernetes: { namespace, pod, serviceAccount: `${namespace}-puller`, node, hostNetwork: 'no' },
    },
    summary: `buildah: the pull fails: ${host}:5000 sends clients to ${tokenUrl}, seen from pod ${namespace}/${pod} on ${node}.`,
    views: [
      {
        name: 'node',
        files: '/host',
        network: 'pod',
        nameServers: [nameServer, six],
        registry: short,
        addresses: [four],
        lookUp: `lookup ${short}.${host} on ${nameServer}:53: no such host`,
        clients: [{ client: 'buildah', outcome: 'fail', finding: 'dns-nxdomain', says: `dial tcp: lookup ${short}` }],
        notSeen: null,
      },
    ],
    rights: {
      repository,
      anonymous: { pull: 'no', push: 'no' },
      account: { credential: `/home/${user}/.docker/config.json#/auths/${host}`, pull: 'yes', push: 'no' },
      says: `${user} may pull ${repository}, and not push to ${host.toUpperCase()}`,
    },
    unknown: [
      {
        what: `${mirror} at name server ${nameServer}`,
        why: 'no answer',
        needed: `kubectl -n ${namespace} debug ${pod}`,
      },
    ],
    clients: [
      {
        ...client,
        says: `Get "https://${host}:5000/v2/": dial tcp [${six}]:5000: i/o timeout; user ${user}@${realm} at ::ffff:${four}`,
        attempts: [
          anAttempt({
            url: `https://${user}:redacted@${host}:5000/v2/${repository}/manifests/1.2`,
            address: `[${six.toUpperCase()}]:5000`,
            credentialFrom: `/home/${user}/.docker/config.json#/auths/${host}:5000`,
            facts: [manifestKey, tokenKey],
            proxy: `http://${user}@${proxy}:3128 (HTTPS_PROXY)`,
            detail: `dial tcp ${four}:5000: connect: no route to host (${node})`,
          }),
          anAttempt({ id: 2, url: tokenUrl, address: `${four}:443` }),
        ],
        sources: [
          { path: `/etc/containerd/certs.d/${host}:5000/hosts.toml`, line: 1, says: `server = "https://${mirror}"` },
        ],
        real: {
          program: '/usr/bin/buildah',
          version: '1.28.2',
          command: `buildah pull ${host}:5000/${repository}:1.2`,
          outcome: 'fail',
          ms: 10,
          attempts: [{ method: 'GET', url: `https://${host}:5000/v2/`, startMs: 0, outcome: 'refused' }],
          says: `Error: initializing source docker://${host}:5000/${repository}:1.2: pinging ${short}:5000`,
          explained: ['dns-nxdomain'],
          agrees: 'no',
          difference: `${host} was asked at ${four}`,
          limits: [],
          toReport: `${user} on ${node}`,
        },
      },
    ],
    facts: {
      [`dns ${nameServer} ${short}.${host} A`]: {
        kind: 'dns',
        outcome: 'answer',
        addresses: [four, six],
        ms: 1,
        queries: 1,
        detail: null,
      },
      [`tls ${four}:5000 name=${host}`]: {
        kind: 'tls',
        outcome: 'handshake',
        chain: [der],
        firstBytes: `HTTP/1.1 400 Bad Request\\r\\nServer: ${node}`,
        detail: `certificate is valid for ${host}, *.${mirror}, ${four}, not ${short}`,
      },
      [manifestKey]: {
        kind: 'http',
        headers: {
          server: `${proxy}/1.0`,
          via: `1.1 ${proxy} (squid)`,
          'docker-ratelimit-source': four,
          location: `https://${mirror}/x?host=${host}`,
        },
        challenges: [
          {
            scheme: 'bearer',
            parameters: { realm: `https://${realm}/token`, service: host, scope: `repository:${repository}:pull` },
          },
        ],
        bodyStart: `{"errors":[{"message":"${user} may not read ${repository} on ${node}"}]}`,
        errors: [{ code: 'DENIED', message: `requested access to ${repository} by ${user.toUpperCase()} is denied` }],
        tags: ['1.2', `${namespace}-1.2`],
      },
      [tokenKey]: {
        kind: 'http',
        token: { access: [{ name: repository, actions: ['pull'] }], claims: { issuer: `${namespace} token issuer` } },
      },
    },
    inputs: {
      reference: `${host}:5000/${repository}:1.2`,
      home: `/home/${user}`,
      environment: {
        HTTPS_PROXY: `http://redacted@${proxy}:3128`,
        NO_PROXY: `.${host},${four}/24,${six},${short}`,
        HOME: `/home/${user}`,
      },
      processes: [
        {
          name: 'containerd',
          pid: 1,
          arguments: ['--config', `/srv/${namespace}/config.toml`],
          startedMs: 1,
          environment: null,
        },
      ],
      files: {
        '/etc/hosts': file(`127.0.0.1 localhost ${node}\n${four}\t${host} ${short}\n${six} ${mirror}\n`),
        '/etc/hostname': file(`${node}\n`),
        '/etc/resolv.conf': file(
          `search ${namespace}.svc.cluster.local ${host}\nnameserver ${nameServer}\noptions ndots:5\n`,
        ),
        '/etc/containers/registries.conf': file(registries),
        [`/etc/containers/registries.conf.d/50-${namespace}.conf`]: file(registries),
        [`/etc/containerd/certs.d/${host}:5000/hosts.toml`]: file(
          `server = "https://${host}:5000"\n[host."https://${mirror}"]\n  ca = "${namespace}-ca.crt"\n`,
        ),
        [`/etc/containerd/certs.d/${host}_5000_/ca.crt`]: file(pem),
        [`/home/${user}/.docker/config.json`]: file(
          `{"auths": {"${host}:5000": {"auth": "cmVkYWN0ZWQ6cmVkYWN0ZWQ=", "email": "${user}@${mirror}"}}}`,
        ),
        '/etc/containerd/certs.d': {
          read: null,
          list: { kind: 'directory', names: [`${host}:5000`, `${short}:5000`, '_default'] },
        },
      },
    },
    findings: [
      {
        ...finding,
        title: `${host}:5000 never answers`,
        subject: `https://${host}:5000`,
        location: { path: `/home/${user}/.docker/config.json`, line: 3 },
        evidence: [{ text: `${four}:5000: no answer; ${nameServer} says ${short} is ${six}`, fact: manifestKey }],
        nextStep: `whoever runs ${host} or ${realm}: let ${node} reach it`,
        fixes: [
          aFix({
            summary: `declare ${mirror}`,
            files: [
              {
                path: `/etc/containerd/certs.d/${host}:5000/hosts.toml`,
                action: 'write',
                content: `${registries}${pem}`,
                edits: [],
              },
            ],
            commands: [`kubectl -n ${namespace} exec ${pod} -- nc ${four} 5000`, `ssh ${user}@${node}`],
            prose: [`ask ${user}@${realm}`],
          }),
        ],
      },
    ],
    notes: [`the address ${six} of ${mirror} was not asked`],
  };
}
