import type { Meaning } from '../../client.js';
import { certsMeanings } from '../../containerd/meanings/hosts-files.js';
import { unreadCertificates } from '../../containers-image/meanings/certificates-elsewhere.js';
import { hostsHeader } from '../hosts-text.js';
import type { AgentNode } from '../node.js';
import { writesHostsFiles } from '../versions.js';
import { registriesMeanings } from './registries.js';
import { templateMeanings } from './template.js';

/** What a node's files say of a registry, or (null) of all: registries.yaml, a template of the user's own, hosts files written by hand. */
export function agentMeanings(node: AgentNode, registry: string | null): readonly Meaning[] {
  const { client } = node.flavour;
  const by = { client, instead: `${node.registries.path}, as ca_file under configs` };
  return [
    ...registriesMeanings(node, registry),
    ...templateMeanings(node, registry),
    ...handWritten(node, registry),
    ...unreadCertificates(node.host, by, registry),
  ];
}

/** Hosts files that k3s didn't write; its own say what registries.yaml says. */
function handWritten(node: AgentNode, registry: string | null): readonly Meaning[] {
  const { host, version, containerdVersion, certsDirectory, flavour } = node;
  if (!writesHostsFiles(version)) return [];
  const programs = `${flavour.client} from v1.26.13, v1.27.10, v1.28.6, v1.29.1; kept at its start from v1.28.14, v1.29.9, v1.30.5, v1.31.1 only`;
  const look = { host, version: containerdVersion, roots: [certsDirectory], programs };
  return certsMeanings(look, registry).filter(({ source: { name } }) => {
    const directory = name.slice(0, name.lastIndexOf('/'));
    const read = host.files.read(`${directory}/hosts.toml`);
    return read.kind !== 'file' || !read.text.startsWith(hostsHeader(flavour.client));
  });
}
