import type { Source } from '../../host/source.js';
import { parseYaml } from '../../host/yaml.js';
import type { Observation } from '../client.js';
import { certsRemedies } from '../containerd/remedies.js';
import { hasCertificate } from '../containers-image/certs/pem.js';
import { fileSource } from '../containers-image/registries/text.js';
import { certsPlace } from './certs.js';
import type { K0sNode } from './node.js';

/** The cluster's configuration as k0s' controller reads it. */
export const CLUSTER_CONFIG = '/etc/k0s/k0s.yaml';
const EXTRA_ARGS = ['spec', 'controllerManager', 'extraArgs', 'root-ca-file'];
/** The certificate k0s hands over itself: nobody meant a registry by it. */
const OWN = /\/pki\/ca\.crt$/;

/**
 * `--root-ca-file` of kube-controller-manager, which only fills the kube-root-ca.crt that pods verify the API server with (k0s
 * `pkg/component/controller/controllermanager.go`). The cure is the same certificate in certs.d of the registry.
 */
export function rootCaFile(node: K0sNode, registry: string | null): readonly Observation[] {
  const set = rootCaSettings(node);
  return set.map(({ path, source }): Observation => {
    const text = `root-ca-file ${path} is what pods verify the API server with (kube-root-ca.crt); containerd trusts no registry by it: its CA belongs in certs.d/${registry ?? 'REGISTRY'}/hosts.toml, or in the system's certificates`;
    return { code: 'config-ignored-wrong-path', source, text, meant: 'trust', cure: cureFor(node, registry, path) };
  });
}

/** Where `root-ca-file` is set away from k0s' own: the cluster's configuration, else the running controller manager. */
export function rootCaSettings({ host }: K0sNode): readonly { readonly path: string; readonly source: Source }[] {
  const read = host.files.read(CLUSTER_CONFIG);
  const parsed = read.kind === 'file' ? parseYaml(read.text) : null;
  const written = parsed?.ok === true ? parsed.document.textOf(EXTRA_ARGS) : null;
  if (parsed?.ok === true && written)
    return [
      {
        path: written,
        source: fileSource(CLUSTER_CONFIG, parsed.document.lineOf(EXTRA_ARGS), `root-ca-file: ${written}`),
      },
    ];
  const running = host.processes.find(({ name }) => name === 'kube-controller-manager');
  const words = running?.arguments ?? [];
  const path = words.find((word) => word.startsWith('--root-ca-file='))?.slice('--root-ca-file='.length) ?? '';
  if (path === '' || OWN.test(path)) return [];
  return [
    {
      path,
      source: {
        kind: 'program',
        name: 'kube-controller-manager',
        line: null,
        says: `--root-ca-file=${path}`.slice(0, 160),
      },
    },
  ];
}

function cureFor(node: K0sNode, registry: string | null, path: string): Observation['cure'] {
  const read = node.host.files.read(path);
  const place = certsPlace(node);
  if (registry === null || place === null || read.kind !== 'file' || !hasCertificate(read.text)) return [];
  const goal = {
    kind: 'trust',
    endpoint: registry === 'docker.io' ? 'registry-1.docker.io' : registry,
    pem: read.text,
  } as const;
  const certs = { host: node.configured, version: node.containerdVersion, roots: [place.root], registry };
  const [remedy] = certsRemedies(certs, goal);
  const files = remedy === undefined ? [] : [...place.files, ...remedy.files];
  return files.flatMap(({ path: at, content }) => (content === null ? [] : [{ path: at, content }]));
}
