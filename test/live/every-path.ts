import { dirname } from 'node:path';
import { CLIENTS } from '../../src/clients/catalogue.js';
import { recordFiles } from '../../src/host/recorder.js';
import { aHost } from '../clients/a-host.js';

const FLAGS = {
  tlsVerify: null,
  credentials: false,
  authFile: null,
  certDirectory: null,
  platform: null,
  dockerConfigJson: null,
};

/** Files that exist only below a directory that names a registry: a client asks for them once the directory is there. */
const BELOW_DIRECTORIES = [
  '/etc/containers/registries.conf.d/50-x.conf',
  '/etc/containers/certs.d/reg.test:5000/ca.crt',
  '/etc/containers/certs.d/reg.test:5000/client.cert',
  '/etc/docker/certs.d/reg.test:5000/ca.crt',
  '/etc/containerd/certs.d/reg.test:5000/hosts.toml',
  '/etc/containerd/certs.d/_default/hosts.toml',
  '/etc/crio/crio.conf.d/10-x.conf',
  '/etc/k0s/containerd.d/x.toml',
  '/var/lib/rancher/k3s/agent/etc/containerd/certs.d/reg.test:5000/hosts.toml',
];

/** The image that all hostile machines are asked about. */
export const REFERENCE = 'reg.test:5000/team/app:1.0';

/** Every file that any client reads on its way to a plan or names in its configuration; no path is a directory above another. */
export function everyPath(): string[] {
  const recorder = recordFiles(aHost().files);
  const host = { ...aHost(), files: recorder.files };
  const named = CLIENTS.flatMap((client) => {
    const version = { text: client.assumedVersion, from: 'assumed' } as const;
    client.plan({ host, version, operation: 'pull', reference: REFERENCE, flags: FLAGS });
    return [null, REFERENCE].flatMap((reference) =>
      client.configuration({ host, version, flags: FLAGS, reference }).places.map(({ path }) => path),
    );
  });
  const asked = Object.entries(recorder.record()).flatMap(([path, { read }]) => (read === null ? [] : [path]));
  const all = new Set([...named, ...asked, ...BELOW_DIRECTORIES].filter((path) => /^\/[^*<>]*[^/*<>]$/.test(path)));
  const above = new Set([...all].flatMap(ancestors));
  return [...all].filter((path) => !above.has(path)).sort();
}

function ancestors(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [] : [parent, ...ancestors(parent)];
}
