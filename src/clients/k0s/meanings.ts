import type { Meaning } from '../client.js';
import { criMeanings } from '../containerd/meanings/config-file.js';
import { certsMeanings } from '../containerd/meanings/hosts-files.js';
import { unreadCertificates } from '../containers-image/meanings/certificates-elsewhere.js';
import { fileSource } from '../containers-image/registries/text.js';
import { named } from '../meaning.js';
import { certsPlace } from './certs.js';
import { foreignRegistries } from './dialect.js';
import { CERTS_ROOT, CONTAINERD_TOML, DROP_INS, type K0sNode } from './node.js';
import { rootCaSettings } from './root-ca-file.js';
import { hasContainerd2, readsDropIns } from './versions.js';

const DROP_IN_RELEASES =
  'k0s from 1.27.1 reads *.toml there (before, no drop-ins at all); up to 1.35 in the form of version 2, from 1.36 of version 3';

/** What k0s' files say of a registry (`host[:port]`), or (null) of all: drop-ins, hosts files, and what is taken for trust and isn't. */
export function k0sMeanings(node: K0sNode, registry: string | null): readonly Meaning[] {
  const { configured, configuration, containerdVersion } = node;
  const { mode, broken } = configuration;
  const form = hasContainerd2(node.version) ? 'from 1.36 (version = 3)' : '1.27.1 to 1.35 (version = 2)';
  const programs = node.managed ? `k0s ${form}` : `k0s with a ${CONTAINERD_TOML} of your own`;
  const roots = mode.kind === 'hosts' && broken === null && node.refusal === null ? mode.roots : [];
  const certs = { host: configured, version: containerdVersion, roots };
  return [
    ...(node.refusal === null ? criMeanings({ host: configured, configuration }, registry, () => programs) : []),
    ...foreignTables(node, registry),
    ...certsMeanings(
      { ...certs, programs: 'k0s from 1.27.1, where config_path of a drop-in names the directory' },
      registry,
    ),
    ...rootCa(node),
    ...unreadCertificates(
      node.host,
      { client: 'k0s', instead: `${certsPlace(node)?.root ?? CERTS_ROOT}/HOST[:PORT]/` },
      registry,
    ),
  ];
}

/** `[[registry]]` of another program's form: read or not, it does nothing. */
function foreignTables(node: K0sNode, registry: string | null): readonly Meaning[] {
  const counts = node.managed && readsDropIns(node.version);
  return node.dropIns.flatMap(({ path, text }) => {
    const isRead = counts && path.endsWith('.toml');
    return foreignRegistries(text)
      .filter((each) => registry === null || each.registry === registry)
      .map((each): Meaning => {
        const name = named(each.registry);
        const why = isRead
          ? 'the file is read, but [[registry]] is no key of containerd'
          : path.endsWith('.toml')
            ? 'no drop-in counts here'
            : 'only names that end in .toml are read, and [[registry]] would be no key of containerd either';
        return {
          source: fileSource(path, each.line, ''),
          does: `nothing: ${why}`,
          versions: `${DROP_IN_RELEASES}; [[registry]] is the form of buildah, podman, skopeo and CRI-O, in no release of k0s`,
          not: `${each.insecure ? 'does not make it insecure: ' : ''}images of ${name} are asked of https://${name}, verified, as without it; the same here is config_path in ${DROP_INS}/*.toml and HOST[:PORT]/hosts.toml below it`,
        };
      });
  });
}

function rootCa(node: K0sNode): readonly Meaning[] {
  return rootCaSettings(node).map(({ path, source }) => ({
    source,
    does: `fills the bundle kube-root-ca.crt, with which pods verify the API server, from ${named(path)}`,
    versions: 'kube-controller-manager in every k0s; containerd and the kubelet in none',
    not: `is no trust in a registry: no pull looks at it, and a CA that did not sign the API server's certificate breaks its clients; a registry's CA belongs in ${certsPlace(node)?.root ?? CERTS_ROOT}/HOST[:PORT]/hosts.toml or in the system's certificates`,
  }));
}
