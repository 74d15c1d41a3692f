import { drawCertsD } from './certs-d.js';
import { branch, type Draft } from './draft.js';
import { drawLogin } from './login.js';
import { elsewhere, spelled } from './names.js';

/** Draws the machine of docker: daemon.json, certs.d, a login of the command line. */
export function drawDocker(draft: Draft): void {
  drawLogin(draft, { '/root/.docker/config.json': 100 });
  drawCertsD(draft, { '/etc/docker/certs.d': 85, '/etc/containers/certs.d': 15 });
  const taken = branch(draft, 'daemon.json', { none: 26, right: 56, broken: 8, 'wrong key': 10 });
  if (taken === 'none') return;
  const text = JSON.stringify(settings(draft), null, 2);
  draft.files['/etc/docker/daemon.json'] =
    taken === 'broken'
      ? text.slice(0, -2)
      : taken === 'wrong key'
        ? text.replace('insecure-registries', 'insecure-registry')
        : text;
}

function settings(draft: Draft): Record<string, unknown> {
  const { random, host, port } = draft;
  const form = branch(draft, 'insecure-registries', {
    own: 46,
    'without port': 11,
    network: 13,
    'other port': 10,
    spelled: 10,
    scheme: 10,
  });
  const entry = {
    own: `${host}${port}`,
    'without port': host,
    network: random.pick(['10.99.0.0/24', '10.99.0.10/32', '192.168.0.0/16']),
    'other port': `${host}:443`,
    spelled: spelled(draft).split('/')[0] || host,
    scheme: `http://${host}${port}`,
  }[form];
  const mirrors = branch(draft, 'registry-mirrors', { none: 72, http: 14, https: 14 });
  return {
    'insecure-registries': random.chance(0.2) ? [elsewhere(draft), entry] : [entry],
    ...(mirrors === 'none' ? {} : { 'registry-mirrors': [`${mirrors}://${elsewhere(draft)}`] }),
  };
}
