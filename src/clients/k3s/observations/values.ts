import { cleanText } from '../../../text/clean.js';
import { isLocalhost } from '../../containerd/default-host.js';
import { changedRegistries } from '../edit.js';
import { endpointAddress } from '../endpoint-address.js';
import { registriesInUse } from '../generated.js';
import { isK3dNode } from '../k3d-config.js';
import type { AgentNode } from '../node.js';
import { cureOf, type Note, registriesNote } from './note.js';
import { aboutOf } from './unknown-keys.js';

const NAME_LENGTH = 100;

/** Settings that are read but can't do what they are there for. */
export function valueNotes(node: AgentNode, registry: string | null): readonly Note[] {
  return [...missingFiles(node), ...skipVerifyAlone(node, registry), ...loopbackInContainer(node)];
}

/** Files of `tls` that are not on the node. */
function missingFiles(node: AgentNode): readonly Note[] {
  return registriesInUse(node).configs.flatMap(({ key, tls }) => {
    const files = [
      ['ca_file', tls?.caFile ?? ''],
      ['cert_file', tls?.certFile ?? ''],
      ['key_file', tls?.keyFile ?? ''],
    ] as const;
    return files.flatMap(([name, path]): Note[] => {
      if (path === '' || node.host.files.read(path).kind !== 'absent') return [];
      const text = `${name} of configs ${cleanText(key, NAME_LENGTH)} names ${cleanText(path, NAME_LENGTH)}, which is not on this node: pulls through it fail`;
      const rest = { code: 'config-ignored-wrong-path', text, meant: 'trust' } as const;
      return [registriesNote(node, ['configs', key, 'tls', name], aboutOf(node, 'configs', key), rest)];
    });
  });
}

/** `insecure_skip_verify` without an http endpoint: https is still the only thing spoken. */
function skipVerifyAlone(node: AgentNode, registry: string | null): readonly Note[] {
  const { mirrors, configs } = registriesInUse(node);
  const config = configs.find(({ key }) => key === registry);
  if (registry === null || config?.tls?.insecureSkipVerify !== true) return [];
  const mirror = mirrors.find(({ key }) => key === registry);
  if (mirror?.endpoints.some((typed) => endpointAddress(typed, null)?.scheme === 'http')) return [];
  const content = changedRegistries(node.registries.text, { endpoints: [{ registry, url: `http://${registry}` }] });
  const rest = {
    code: 'config-ignored-wrong-path',
    text: `insecure_skip_verify of configs ${cleanText(registry, NAME_LENGTH)} keeps https and only skips verification; plain HTTP needs an endpoint http://${cleanText(registry, NAME_LENGTH)} under mirrors`,
    meant: 'insecure',
    cure: cureOf(node, content),
  } as const;
  return [registriesNote(node, ['configs', registry, 'tls', 'insecure_skip_verify'], [registry], rest)];
}

/** `localhost` inside a k3d node is that container, not the machine that runs Docker. */
function loopbackInContainer(node: AgentNode): readonly Note[] {
  const read = node.host.files.read('/etc/hostname');
  const hostName = read.kind === 'file' ? read.text : '';
  if (!isK3dNode(node.host.environment, hostName) && node.registries.linesBefore === 0) return [];
  return registriesInUse(node).mirrors.flatMap(({ key, endpoints }) =>
    endpoints.flatMap((typed, index): Note[] => {
      const address = endpointAddress(typed, null);
      if (address === null || !isLocalhost(address.host)) return [];
      const text = `endpoint ${cleanText(typed, NAME_LENGTH)} is the node's own container, not the machine that runs Docker: name the registry's container and its port inside the network`;
      const rest = { code: 'config-conflict', text, meant: 'mirror' } as const;
      return [registriesNote(node, ['mirrors', key, 'endpoint', index], key === '*' ? null : [key], rest)];
    }),
  );
}
