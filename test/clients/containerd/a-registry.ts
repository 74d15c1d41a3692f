import type { HostOptions } from '../../../src/clients/containerd/default-host.js';
import { hostsFor } from '../../../src/clients/containerd/hosts.js';
import type { RegistryHost } from '../../../src/clients/containerd/registry-host.js';
import { pushTo } from '../../../src/clients/containerd/resolve/push.js';
import { type ResolveRequest, resolveAndFetch } from '../../../src/clients/containerd/resolve.js';
import type { PlanNode } from '../../../src/plan/nodes.js';
import { aHost } from '../a-host.js';

/** The directory of certs.d that tests write to. */
export const ROOT = '/etc/containerd/certs.d';

/** The directory of `reg:5000`. */
export const DIRECTORY = `${ROOT}/reg:5000`;

/** What is asked of a containerd library. */
export interface AskedLibrary {
  readonly version?: string;
  /** host[:port]/repository, with `:tag` or `@digest`. */
  readonly reference?: string;
  /** Files below the root by their relative path: `reg:5000/hosts.toml`. */
  readonly certs?: Readonly<Record<string, string>>;
  readonly options?: HostOptions;
  readonly credential?: boolean;
}

/** Hosts of a registry as the library sees them. */
export function hostsOf(registry: string, asked: AskedLibrary = {}): readonly RegistryHost[] {
  const { version = '2.3.4', certs = {}, options = {} } = asked;
  return hostsFor(hostWith(certs), version, [ROOT], registry, options).hosts;
}

/** A host with these files below the root. */
export function hostWith(certs: Readonly<Record<string, string>>) {
  return aHost(Object.fromEntries(Object.entries(certs).map(([path, text]) => [`${ROOT}/${path}`, text])));
}

/** The plan of one pull by the library. */
export function pullBy(asked: AskedLibrary): PlanNode {
  return resolveAndFetch(requestOf(asked));
}

/** The plan of one push by the library. */
export function pushBy(asked: AskedLibrary): PlanNode {
  return pushTo(requestOf(asked));
}

function requestOf(asked: AskedLibrary): ResolveRequest {
  const { version = '2.3.4', reference = 'reg:5000/a:1', certs = {}, credential = false } = asked;
  const [, registry = '', repository = '', tag = null, digest = null] =
    /^([^/]+)\/([^:@]+)(?::([^@]+))?(?:@(.+))?$/.exec(reference) ?? [];
  const host = hostWith(certs);
  return {
    host,
    version,
    goVersion: '1.23',
    hosts: hostsOf(registry, asked),
    registry,
    repository,
    tag,
    digest,
    credentialFor: () =>
      credential
        ? {
            id: 'flag:--creds',
            kind: 'basic',
            source: { kind: 'flag', name: '--creds', line: null, says: '' },
            matchedKey: null,
          }
        : null,
    platform: host.platform,
  };
}
