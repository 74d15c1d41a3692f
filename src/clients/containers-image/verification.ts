import ipaddr from 'ipaddr.js';
import type { Source } from '../../host/source.js';
import { buildSources } from './build-sources.js';
import { type Built, stopped } from './built.js';
import { crioInsecurity } from './crio-config.js';
import { minorOf, type ToolRun } from './run.js';

/** What decides over registries.conf for one registry. */
export type Verification =
  /** `skip` null: registries.conf decides. */
  | { readonly kind: 'decided'; readonly skip: boolean | null; readonly sources: readonly Source[] }
  /** CRI-O's networks: verification is skipped where an address of the name is inside. */
  | { readonly kind: 'by-address'; readonly within: readonly string[]; readonly source: Source }
  | { readonly kind: 'stop'; readonly stop: Built };

/**
 * `--tls-verify` as given beats everything in both directions; BUILD_REGISTRY_SOURCES (buildah, podman; not for logins)
 * and CRI-O's `insecure_registries` (up to 1.34) can only make a registry insecure. `registry`: host[:port] as the user wrote it.
 */
export function verificationFor(run: ToolRun, registry: string, operation: 'copy' | 'login'): Verification {
  const { tool, version } = run.features;
  const { tlsVerify } = run.flags;
  if (operation === 'copy' && (tool === 'buildah' || tool === 'podman')) {
    const policy = buildSources(run.host.environment, { registry, tlsVerifyFlag: tlsVerify });
    if (policy !== null && 'stop' in policy) {
      const failure = policy.stop.includes('denied by policy') ? 'blocked' : 'config';
      return { kind: 'stop', stop: stopped(failure, policy.stop, policy.source) };
    }
    if (policy !== null) return { kind: 'decided', skip: true, sources: [policy.source] };
  }
  if (tlsVerify !== null) {
    return {
      kind: 'decided',
      skip: !tlsVerify,
      sources: [{ kind: 'flag', name: '--tls-verify', line: null, says: `--tls-verify=${tlsVerify}` }],
    };
  }
  return run.crio === null ? registriesDecide() : crioVerification(run, registry, minorOf(version));
}

/** cri-o `internal/storage/image.go`: isSecureIndex. */
function crioVerification(run: ToolRun, registry: string, minor: number): Verification {
  if (run.crio === null) return registriesDecide();
  const { names, networks } = crioInsecurity(run.crio, minor);
  const named = names.find(({ value }) => value === registry);
  if (named !== undefined) return { kind: 'decided', skip: true, sources: [named.source] };
  const [first] = networks;
  if (first === undefined) return registriesDecide();
  const host = registry.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  if (!ipaddr.isValid(host)) {
    return {
      kind: 'by-address',
      within: networks.map(({ value }) => value),
      source: networks.length === 1 ? first.source : { ...first.source, says: 'insecure_registries' },
    };
  }
  const address = ipaddr.process(host);
  const inside = networks.find(({ value }) => {
    const [network, bits] = ipaddr.parseCIDR(value);
    return network.kind() === address.kind() && address.match(network, bits);
  });
  return inside === undefined ? registriesDecide() : { kind: 'decided', skip: true, sources: [inside.source] };
}

function registriesDecide(): Verification {
  return { kind: 'decided', skip: null, sources: [] };
}
