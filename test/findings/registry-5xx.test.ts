import { describe, expect, test } from 'vitest';
import { NAME } from '../trust/authorities.js';
import { rows, silent } from './rows/registry-5xx.js';
import { checkRows } from './support/check-rows.js';
import { httpFact, tcpFact } from './support/facts.js';
import { ADDRESS, check } from './support/network.js';

checkRows('registry-5xx', rows, silent);

describe('a mirror of containerd without the image', () => {
  test('is as it should be: the registry has it', () => {
    const { found, outcome } = check({
      client: 'containerd',
      version: '1.6.20',
      files: {
        '/etc/containerd/config.toml':
          'version = 2\n[plugins."io.containerd.grpc.v1.cri".registry]\n  config_path = "/etc/containerd/certs.d"\n',
        [`/etc/containerd/certs.d/${NAME}/hosts.toml`]: `server = "https://${NAME}"\n[host."http://mirror.example.com"]\n`,
      },
      tcp: { [`${ADDRESS}:80`]: tcpFact() },
      http: ({ url }) => (url.includes('mirror.example.com') ? httpFact(404) : undefined),
    });
    expect(outcome).toBe('ok');
    expect(found.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });
});
