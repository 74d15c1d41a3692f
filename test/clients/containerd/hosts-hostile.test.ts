import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hostsFor } from '../../../src/clients/containerd/hosts.js';
import { certsRemedies } from '../../../src/clients/containerd/remedies.js';
import { resolveAndFetch } from '../../../src/clients/containerd/resolve.js';
import { hostWith, ROOT } from './a-registry.js';

/** Pieces of hosts.toml files, good and bad, in any order. */
const piece = fc.constantFrom(
  'server = "http://reg:5000"\n',
  'server = 7\n',
  'ca = ["a", ["b"]]\n',
  'ca = "x.crt"\n',
  'skip_verify = "true"\n',
  'skip_verify = true\n',
  'capabilities = ["pull", 1]\n',
  'capabilities = "pull"\n',
  '[host]\n',
  '[[host]]\n',
  '[host."http://reg:5000"]\n',
  '[host."https://reg:5000"]\n',
  '[host."://"]\n',
  '[host.""]\n',
  '[host.__proto__]\n',
  '[host."http://reg:5000".header]\nconstructor = "x"\n',
  '[host."http://reg:5000".rewrite]\n"(" = "$1"\n"(a+)+$" = "b"\n',
  'host = { "http://a" = { ca = 1 } }\n',
  'client = [["a"], "b", [1, 2]]\n',
  'dial_timeout = "9999999999h"\n',
  'dial_timeout = "-1s"\n',
  'insecure = { a = { b = [] } }\n',
  'x = """\n[host."http://fake"]\n"""\n',
  '"a\\u0000b" = 1\n',
);
const text = fc.oneof(
  fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('')),
  fc.string({ maxLength: 200 }),
);
const registry = fc.constantFrom('reg:5000', 'reg', 'docker.io', 'localhost:5000', '[::1]:5000', '10.0.0.1:5000');
const version = fc.constantFrom('1.6.8', '1.7.20', '1.7.34', '2.0.0', '2.3.4', 'nonsense');

test('whatever hosts.toml says, a plan is made, and a remedy’s file is taken', () => {
  fc.assert(
    fc.property(text, registry, version, (content, name, release) => {
      const host = hostWith({ [`${name}/hosts.toml`]: content, '_default/hosts.toml': content, 'reg/x.crt': content });
      const { hosts } = hostsFor(host, release, [ROOT], name, { rewrites: true });
      expect(hosts.length).toBeGreaterThan(0);
      const request = {
        host,
        version: release,
        goVersion: '1.23',
        hosts,
        registry: name,
        repository: 'aaaa',
        tag: '1',
        digest: null,
      };
      resolveAndFetch({ ...request, credentialFor: () => null, platform: host.platform });
      for (const goal of [
        { kind: 'plain-http', port: null },
        { kind: 'trust', endpoint: name, pem: 'x' },
        { kind: 'unverified', endpoint: name },
      ] as const)
        certsRemedies({ host, version: release, roots: [ROOT], registry: name }, goal);
    }),
    { numRuns: 300 },
  );
});
