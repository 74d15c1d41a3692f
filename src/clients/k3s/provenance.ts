import type { Source } from '../../host/source.js';
import type { RegistryHost } from '../containerd/registry-host.js';
import { withoutUserinfo } from '../containers-image/registries/text.js';
import { endpointAddress, HUB, HUB_HOST } from './endpoint-address.js';
import { registriesInUse, renderedOf } from './generated.js';
import { configFor } from './host-configs.js';
import { type AgentNode, registriesSource } from './node.js';
import { takesRegistries } from './template.js';

/** A host of a generated file with the lines of the template or of registries.yaml that brought it, in place of those of the generated file. */
export function withProvenance(node: AgentNode, registry: string, host: RegistryHost): RegistryHost {
  const written = host.sources.map((source) => inTemplate(node, source));
  if (written.some((source) => source !== null)) {
    const at = (source: Source): Source => inTemplate(node, source) ?? source;
    return {
      ...host,
      sources: host.sources.map(at),
      authorities: host.authorities.map((each) => ({ ...each, source: at(each.source) })),
      clientCertificate: host.clientCertificate && {
        ...host.clientCertificate,
        source: at(host.clientCertificate.source),
      },
    };
  }
  const { result } = node.registries;
  const replaced = node.template !== null && !takesRegistries(node.template, node.version);
  if (result?.ok !== true || replaced) return { ...host, sources: [byDefault(node, host)] };
  const { document } = result.file;
  const { mirrors, configs } = registriesInUse(node);
  const at = (path: readonly (string | number)[], says: string): Source =>
    registriesSource(node.registries, document.lineOf(path), withoutUserinfo(says));
  const mirror = mirrors.find(({ key }) => key === registry) ?? mirrors.find(({ key }) => key === '*');
  const index = (mirror?.endpoints ?? []).findIndex((typed) => {
    const address = endpointAddress(typed, null);
    return address !== null && address.host === host.host && address.scheme === host.scheme;
  });
  const config = configFor(configs, host.host === HUB_HOST ? HUB : host.host);
  const named = ['configs', config?.key ?? ''];
  const endpoint =
    mirror === undefined || index === -1
      ? byDefault(node, host)
      : at(['mirrors', mirror.key, 'endpoint', index], `mirrors ${mirror.key} endpoint ${mirror.endpoints[index]}`);
  const skip = host.skipVerify && config?.tls?.insecureSkipVerify === true;
  const tls = (key: string, value: string): Source =>
    at([...named, 'tls', key], `configs ${config?.key} ${key}: ${value}`);
  const unusable = host.unusable && { ...host.unusable, source: tls('ca_file', config?.tls?.caFile ?? '') };
  return {
    ...host,
    ...(unusable && config?.tls ? { unusable } : {}),
    sources: [endpoint, ...(skip ? [tls('insecure_skip_verify', 'true')] : [])],
    authorities: host.authorities.map((each) => ({ ...each, source: tls('ca_file', each.path) })),
    clientCertificate:
      host.clientCertificate === null
        ? null
        : { ...host.clientCertificate, source: tls('cert_file', host.clientCertificate.path) },
  };
}

/** The line of the template that a line of the config.toml to come stands on; null: none, k3s writes it itself. */
export function inTemplate(node: AgentNode, source: Source): Source | null {
  const { template, configPath } = node;
  if (template === null || source.kind !== 'file' || source.name !== configPath || source.line === null) return null;
  const line = renderedOf(node)?.lineOf(source.line) ?? null;
  return line === null ? null : { ...source, name: template.path, line };
}

function byDefault({ flavour, version }: AgentNode, { scheme, host }: RegistryHost): Source {
  return {
    kind: 'default',
    name: `${flavour.client} ${version}`,
    line: null,
    says: `default endpoint ${scheme}://${host}`,
  };
}
