import { describe, expect, test } from 'vitest';
import { NAME } from '../trust/authorities.js';
import { rows, silent } from './rows/config-parse-error.js';
import { checkRows } from './support/check-rows.js';
import { tcpFact } from './support/facts.js';
import { ADDRESS, check, plainHttp, proven } from './support/network.js';

checkRows('config-parse-error', rows, silent);

describe('a hosts.toml that containerd 1.6 passes over', () => {
  const registry = `${NAME}:5000`;
  const path = `/etc/containerd/certs.d/${registry}/hosts.toml`;
  const files = (hosts: string) => ({
    '/etc/containerd/config.toml':
      'version = 2\n[plugins."io.containerd.grpc.v1.cri".registry]\n  config_path = "/etc/containerd/certs.d"\n',
    [path]: hosts,
  });

  test.each([
    ['a capability, misspelt', `[host."http://${registry}"]\n  capabilities = ["pull", "resolv"]\n`],
    ['no [host] table', `server = "http://${registry}"\n`],
  ])('%s: the cause of the symptom, with the file as it should be', (_, hosts) => {
    const { primary, found } = check({
      client: 'containerd',
      version: '1.6.20',
      reference: `${registry}/app:1`,
      files: files(hosts),
      tcp: { [`${ADDRESS}:5000`]: tcpFact() },
      tls: () => plainHttp(),
    });
    expect(primary).toMatchObject({ code: 'config-parse-error', severity: 'error', location: { path } });
    expect(found.find(({ code }) => code === 'https-on-http-port')?.causedBy).toBe('config-parse-error');
    expect(proven(primary)[0]).toMatchObject({ files: [{ path }], reload: 'none needed' });
  });
});
