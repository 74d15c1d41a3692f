import type { Meaning } from '../../client.js';
import { ANY_REGISTRY, askedOf } from '../../containerd/meanings/asked-of.js';
import { named, sentences } from '../../meaning.js';
import { hostsAfterStart } from '../effective.js';
import { endpointAddress, HUB, HUB_HOST } from '../endpoint-address.js';
import { type AgentNode, registriesSource } from '../node.js';
import type { ConfigEntry, MirrorEntry } from '../registries-file.js';
import { takesRegistries } from '../template.js';
import { readsRegistries, writesSkipVerify } from '../versions.js';
import { HOSTS_FILES_SINCE, registriesSince, rewritesSince, skipVerifySince, tlsSince } from './releases.js';

/** What registries.yaml says of a registry (`host[:port]`), or (null) of all; nothing where it can't be read. */
export function registriesMeanings(node: AgentNode, registry: string | null): readonly Meaning[] {
  const { result } = node.registries;
  if (result?.ok !== true) return [];
  const { mirrors, configs } = result.file;
  const unused = whyUnused(node);
  const hostsOf = hostsAfterStart(node);
  const own = registry === null ? null : (mirrors.find(({ key }) => key === registry)?.key ?? '*');
  const told = mirrors.filter(({ key }) => own === null || key === own);
  const hosts = new Set([registry, registry === HUB ? HUB_HOST : registry, ...told.flatMap(endpointKeys)]);
  const all = [
    ...told.flatMap((mirror) => mirrorMeanings(node, mirror, hostsOf)),
    ...configs
      .filter(({ key }) => registry === null || hosts.has(key) || key === '*')
      .flatMap((config) => [...loginMeanings(node, config), ...tlsMeanings(node, config, mirrors)]),
  ];
  return unused === null ? all : all.map((meaning) => ({ ...meaning, does: `nothing: ${unused}`, not: null }));
}

/** Why nothing of the file counts; null: it does. */
function whyUnused({ version, flavour, template, registries }: AgentNode): string | null {
  if (!readsRegistries(version)) return `${flavour.client} ${named(version)} doesn't know ${registries.path}`;
  if (template === null || takesRegistries(template, version)) return null;
  return `${template.path} takes the place of what ${flavour.client} would make of it`;
}

function mirrorMeanings(
  node: AgentNode,
  { key, endpoints, rewrites }: MirrorEntry,
  hostsOf: ReturnType<typeof hostsAfterStart>,
): readonly Meaning[] {
  const { flavour } = node;
  const name = key === '*' ? ANY_REGISTRY : key;
  const found = hostsOf(name);
  if ('stop' in found) return [];
  const since = registriesSince(flavour.client);
  const plain = endpoints.some((typed) => endpointAddress(typed, null)?.scheme === 'http');
  const asked: Meaning = {
    source: sourceAt(node, ['mirrors', key], `mirrors ${key}`),
    does: askedOf(name, found.hosts),
    versions: `${since}; through certs.d/HOST/hosts.toml ${HOSTS_FILES_SINCE}, before that through config.toml`,
    not: sentences(
      `counts only after a restart of ${flavour.client}, and on this node only`,
      plain && `does not make it plain HTTP for the registry's own endpoint, which is asked last`,
      `brings no login and no CA: those stand under configs`,
      'is not for pushes',
    ),
  };
  const rewritten = rewrites.map(
    ([pattern, replacement]): Meaning => ({
      source: sourceAt(node, ['mirrors', key, 'rewrite', pattern], `rewrite ${pattern}`),
      does: `repositories that match ${named(pattern)} are asked of these endpoints as ${named(replacement)}`,
      versions: rewritesSince(flavour.client),
      not: `is not for the registry's own (default) endpoint, and not in a containerd that is not ${flavour.client}'s`,
    }),
  );
  return [asked, ...rewritten];
}

function loginMeanings(node: AgentNode, { key, auth }: ConfigEntry): readonly Meaning[] {
  if (auth === null || auth.kind === 'none' || auth.kind === 'undecodable') return [];
  const { client } = node.flavour;
  const host = key === '*' ? 'no host' : named(key);
  const how = auth.kind === 'identity-token' ? 'the identity token' : 'the user';
  const hub = key === HUB ? `; under docker.io from v1.31.11, v1.32.7, v1.33.3 (before: ${HUB_HOST})` : '';
  const token = auth.kind === 'identity-token' && client === 'k3s' ? '; identity_token from v1.0.1' : '';
  return [
    {
      source: sourceAt(node, ['configs', key, 'auth'], `login of ${key}`),
      does: `logs in as ${how} named there at ${host}, where it asks for a login`,
      versions: `${registriesSince(client)}${token}${hub}`,
      not: sentences(
        `is not used where the pod (imagePullSecrets) or the kubelet brings a login`,
        `is sent to ${host} alone, not to another port or mirror, and in the clear where the endpoint is http://`,
        `counts only after a restart of ${client}`,
      ),
    },
  ];
}

function tlsMeanings(node: AgentNode, { key, tls }: ConfigEntry, mirrors: readonly MirrorEntry[]): readonly Meaning[] {
  if (tls === null) return [];
  const { client } = node.flavour;
  const host = key === '*' ? 'registries without an entry of their own' : named(key);
  const plain = mirrors.some(({ endpoints }) => endpoints.some((typed) => isPlain(typed, key)));
  const restart = `counts only after a restart of ${client}`;
  const noHttp = plain
    ? `does not switch to plain HTTP at once: https is tried before the endpoint http://${host}`
    : `allows no plain HTTP: that needs an endpoint http://${host} under mirrors`;
  const at = (field: string): Meaning['source'] => sourceAt(node, ['configs', key, 'tls', field], field);
  const meanings: Meaning[] = [];
  if (tls.caFile !== '')
    meanings.push({
      source: at('ca_file'),
      does: `the CA in ${named(tls.caFile)} is trusted at https://${host}, beside the system's`,
      versions: tlsSince(client),
      not: sentences(
        noHttp,
        `counts for no other host or port; the file must be on the node (in k3d: in its container)`,
        restart,
      ),
    });
  if (tls.certFile !== '')
    meanings.push({
      source: at('cert_file'),
      does: `the client certificate in ${named(tls.certFile)} is shown to https://${host}`,
      versions: tlsSince(client),
      not: sentences('trusts no CA', restart),
    });
  if (tls.insecureSkipVerify)
    meanings.push({
      source: at('insecure_skip_verify'),
      does: writesSkipVerify(node.version)
        ? `https://${host} is asked without verifying its certificate`
        : `nothing: ${client} ${named(node.version)} doesn't pass it on`,
      versions: skipVerifySince(client),
      not: sentences(noHttp, restart),
    });
  return meanings;
}

function endpointKeys({ endpoints }: MirrorEntry): readonly string[] {
  return endpoints.flatMap((typed) => {
    const address = endpointAddress(typed, null);
    return address === null ? [] : [address.registry, address.host];
  });
}

function isPlain(typed: string, key: string): boolean {
  const address = endpointAddress(typed, null);
  return address?.scheme === 'http' && address.registry === key;
}

function sourceAt({ registries }: AgentNode, path: readonly string[], says: string): Meaning['source'] {
  const { result } = registries;
  const line = result?.ok === true ? result.file.document.lineOf(path) : null;
  return registriesSource(registries, line, named(says));
}
