import { isLocalhost } from '../containerd/default-host.js';
import { endpointAddress, hostOf } from './endpoint-address.js';
import type { ConfigEntry, MirrorEntry, RegistriesEntries } from './registries-file.js';

/** One endpoint as it will be written. */
export interface Endpoint {
  /** Empty for the wildcard's default: the registry itself, whichever it is. */
  readonly url: string;
  readonly override: boolean;
  readonly config: ConfigEntry | null;
  readonly rewrites: MirrorEntry['rewrites'];
}

/** What is written for one registry. */
export interface HostConfig {
  /** Tried last; null: switched off. */
  readonly default: Endpoint | null;
  readonly endpoints: readonly Endpoint[];
}

export interface TranslationOptions {
  /** `--disable-default-registry-endpoint`. */
  readonly noDefaultEndpoint: boolean;
  /** host:port of the embedded mirror; null: it isn't running. */
  readonly embeddedMirror: string | null;
}

const WILDCARD = '*';
const DEFAULT_DIRECTORY = '_default';
/** The embedded mirror's certificate files, which k3s makes itself. */
const EMBEDDED: Omit<ConfigEntry, 'key'> = {
  auth: null,
  tls: { caFile: 'server-ca', certFile: 'client-cert', keyFile: 'client-key', insecureSkipVerify: false },
};

/** registries.yaml → what is written per directory of certs.d (k3s `pkg/agent/containerd/config.go`: getHostConfigs). */
export function hostConfigs(
  file: Pick<RegistriesEntries, 'mirrors' | 'configs'>,
  options: TranslationOptions,
): ReadonlyMap<string, HostConfig> {
  const { mirrors, configs } = withEmbedded(file, options.embeddedMirror);
  const hosts = new Map<string, HostConfig>();
  for (const config of configs) {
    const own = defaultConfig(config.key, config, options);
    if (own !== null) hosts.set(config.key === WILDCARD ? DEFAULT_DIRECTORY : config.key, own);
  }
  for (const mirror of mirrors) {
    const known = hosts.get(mirror.key);
    const made = known ?? defaultConfig(mirror.key, configFor(configs, mirror.key), options);
    if (made === null) continue;
    const own = known === undefined ? { ...made, default: unlisted(mirror.key, made.default, options) } : made;
    hosts.set(mirror.key === WILDCARD ? DEFAULT_DIRECTORY : mirror.key, withEndpoints(own, mirror, configs, options));
  }
  for (const [name, { default: last, endpoints }] of hosts)
    if (endpoints.length === 0 && !hasConfig(last)) hosts.delete(name);
  return hosts;
}

/** The settings for a host: Hub's by the name contacted first (…: configForHost). */
export function configFor(configs: readonly ConfigEntry[], registry: string): ConfigEntry | null {
  const named = (key: string): ConfigEntry | undefined => configs.find((config) => config.key === key);
  return named(hostOf(registry)) ?? named(registry) ?? null;
}

function defaultConfig(key: string, config: ConfigEntry | null, options: TranslationOptions): HostConfig | null {
  const address = endpointAddress(key, options.embeddedMirror);
  if (address === null) return null;
  const url = key === WILDCARD ? '' : address.url;
  return { default: { url, override: false, config, rewrites: [] }, endpoints: [] };
}

/** The default of a registry that `configs` doesn't name. */
function unlisted(key: string, own: Endpoint | null, { noDefaultEndpoint }: TranslationOptions): Endpoint | null {
  if (noDefaultEndpoint) return null;
  return key === WILDCARD && own !== null ? { ...own, config: null } : own;
}

function withEndpoints(
  own: HostConfig,
  mirror: MirrorEntry,
  configs: readonly ConfigEntry[],
  { embeddedMirror }: TranslationOptions,
): HostConfig {
  const endpoints: Endpoint[] = [...own.endpoints];
  const seen = new Set<string>();
  let last = own.default;
  for (const [index, written] of mirror.endpoints.entries()) {
    const address = endpointAddress(written, embeddedMirror);
    if (address === null || seen.has(address.url)) continue;
    seen.add(address.url);
    const endpoint: Endpoint = {
      url: address.url,
      override: address.override,
      config: configFor(configs, address.registry),
      rewrites: address.host === embeddedMirror ? [] : mirror.rewrites,
    };
    if (index === mirror.endpoints.length - 1 && (last?.url ?? '') === endpoint.url) last = endpoint;
    else endpoints.push(endpoint);
  }
  return { default: last, endpoints };
}

function hasConfig(endpoint: Endpoint | null): boolean {
  if (endpoint === null) return false;
  const { override, config, rewrites } = endpoint;
  return override || (config !== null && (config.auth !== null || config.tls !== null)) || rewrites.length > 0;
}

/** The embedded mirror goes before the endpoints of all registries but loopback ones (k3s `pkg/spegel/registry.go`: InjectMirror). */
function withEmbedded(
  { mirrors, configs }: Pick<RegistriesEntries, 'mirrors' | 'configs'>,
  address: string | null,
): Pick<RegistriesEntries, 'mirrors' | 'configs'> {
  if (address === null) return { mirrors, configs };
  const url = `https://${address}/v2`;
  const injected = mirrors.map((mirror) =>
    isLocalhost(mirror.key) ? mirror : { ...mirror, endpoints: [url, ...mirror.endpoints] },
  );
  return {
    mirrors: [...injected.filter(({ key }) => key !== address), { key: address, endpoints: [url], rewrites: [] }],
    configs: [...configs.filter(({ key }) => key !== address), { key: address, ...EMBEDDED }],
  };
}
