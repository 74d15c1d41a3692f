import { describe, expect, test } from 'vitest';
import { reloadFor, restartCommand } from '../../src/fixes/reload.js';
import { aHost } from '../clients/a-host.js';

describe('what makes a client see a changed file', () => {
  test.each([
    ['containerd', '/etc/containerd/certs.d/reg:5000/hosts.toml', 'none needed'],
    ['containerd', '/etc/containerd/config.toml', 'systemctl restart containerd (the file is read at its start)'],
    [
      'containerd',
      '/etc/systemd/system/containerd.service.d/p.conf',
      'systemctl daemon-reload && systemctl restart containerd',
    ],
    ['k3s', '/etc/rancher/k3s/registries.yaml', 'systemctl restart k3s (registries.yaml is read at its start)'],
    ['k0s', '/etc/k0s/containerd.d/reg.toml', 'none needed'],
    ['k0s', '/etc/k0s/containerd.toml', 'systemctl restart k0sworker (the file is read at its start)'],
    [
      'docker',
      '/etc/docker/daemon.json',
      'systemctl reload docker (other keys than insecure-registries and registry-mirrors need a restart)',
    ],
    ['docker', '/etc/docker/certs.d/reg/ca.crt', 'none needed'],
    ['buildkit', '/etc/buildkit/buildkitd.toml', 'systemctl restart buildkit (the file is read at its start)'],
    ['docker', '/etc/hosts', 'none needed'],
    ['cri-o', '/etc/containers/registries.conf', 'systemctl reload crio (CRI-O keeps the file until SIGHUP)'],
    ['buildah', '/etc/containers/registries.conf', 'none needed'],
  ])('%s: %s', (client, path, reload) => {
    expect(reloadFor(client, [path], aHost())).toBe(reload);
  });

  test('an agent of k3s is restarted by its own unit', () => {
    const host = aHost({ '/etc/systemd/system/k3s-agent.service': '[Service]\n' });
    expect(reloadFor('k3s', ['/etc/rancher/k3s/registries.yaml'], host)).toContain('systemctl restart k3s-agent');
    expect(restartCommand('k3s', host)).toBe('systemctl restart k3s-agent');
  });

  test('programs are not restarted', () => {
    expect(restartCommand('skopeo', aHost())).toBeNull();
  });
});
