import type { Transport } from '../../../plan/transport.js';
import { systemRoots } from '../../go/roots.js';
import { goTransport } from '../../go/transport.js';
import { versionAtLeast } from '../../version.js';
import type { RegistryHost } from '../registry-host.js';
import type { ResolveRequest } from './request.js';

/** From here on waiting for headers is limited. */
const HEADER_LIMIT_SINCE = '2.3.0';
const HEADER_MS = 30_000;
/** Look-up and connect together, where `dial_timeout` says nothing else. */
const DIAL_MS = 30_000;
const HANDSHAKE_MS = 10_000;

/** How one host is reached (containerd `core/remotes/docker/registry.go`: DefaultHTTPTransport); its token realm is reached the same way. */
export function transportTo({ host, version, goVersion }: ResolveRequest, to: RegistryHost): Transport {
  const name = to.host.replace(/:\d*$/, '').replace(/^\[|\]$/g, '');
  const limits = {
    // Zero and less mean no limit of its own (golang/go `net/dial.go`: Dialer.Timeout).
    dialMs: to.dialMs === undefined ? DIAL_MS : to.dialMs > 0 ? to.dialMs : null,
    tlsHandshakeMs: HANDSHAKE_MS,
    headerMs: versionAtLeast(version, HEADER_LIMIT_SINCE) ? HEADER_MS : null,
    overallMs: null,
    keepAlive: true,
  };
  const tls = {
    verify: !to.skipVerify,
    roots: { ...systemRoots(host), extra: to.authorities, replacesSystem: to.replacesSystem === true },
    clientCertificate: to.clientCertificate,
    goVersion,
  };
  // Official builds are static (containerd `Makefile`: netgo osusergo).
  return goTransport(host, name, limits, tls, { cgo: false, goVersion });
}
