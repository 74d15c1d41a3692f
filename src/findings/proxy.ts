import { daemonHost } from '../clients/daemon-host.js';
import { DAEMON_OF, unitOf } from '../clients/service/daemons.js';
import { bracket } from '../facts/keys.js';
import type { Host } from '../host/host.js';
import { proxyFor } from '../plan/proxy.js';
import type { ProxyServer } from '../plan/transport.js';
import type { Cause, DiagnosisContext } from './context.js';
import { outcomeOf } from './outcome.js';
import { bareHost } from './parts.js';
import { transportOf } from './transport-of.js';
import type { Change } from './trials.js';

/** The proxy that a request went through, or why the one that is set can't be used; null for none. */
export function proxyOf(
  cause: Pick<Cause, 'case' | 'request' | 'url'>,
): ProxyServer | { readonly error: string } | null {
  const transport = transportOf(cause.case, cause.request);
  return transport === null ? null : proxyFor(transport.proxy, cause.url.href);
}

/** `http://10.0.0.3:3128`, never with its credential. */
export function proxyUrl({ scheme, host, port }: ProxyServer): string {
  return `${scheme}://${bracket(host)}:${port}`;
}

/** What makes a client ask a host directly. */
export interface Exemption extends Required<Pick<Change, 'environment' | 'files'>> {
  readonly value: string;
  /** Unit of the daemon that must be started with it; null for a program of the shell. */
  readonly unit: string | null;
}

/** Variables under which a host is asked directly: the first that is set counts, so both spellings are. A daemon gets them from a drop-in of its unit. */
export function withoutProxyFor(name: string, client: string, host: Host): Exemption {
  const unit = unitOf(client, host)?.unit ?? null;
  const daemon = DAEMON_OF[client];
  const environment = daemon === undefined ? host.environment : daemonHost(host, daemon).environment;
  const present = environment['NO_PROXY'] || environment['no_proxy'] || '';
  const value = present === '' ? name : `${present},${name}`;
  const files =
    unit === null
      ? []
      : [
          {
            path: `/etc/systemd/system/${unit}.service.d/90-regdoctor-proxy.conf`,
            content: `[Service]\nEnvironment="NO_PROXY=${value.replaceAll('%', '%%')}"\n`,
          },
        ];
  return { environment: { NO_PROXY: value, no_proxy: value }, files, value, unit };
}

/** Answers of gateways rather than of registries. */
const GATEWAY_STATUSES: readonly (number | null)[] = [400, 403, 407, 500, 502, 503, 504];

/** True where a failure could be the proxy's doing: what a registry itself answers is not. */
function maybeTheProxy({ failure }: Cause): boolean {
  if (failure.kind === 'http-status') return GATEWAY_STATUSES.includes(failure.status) && failure.codes.length === 0;
  return failure.kind.startsWith('tls-') || /^http-(?:closed|reset|timeout|malformed)$/.test(failure.kind);
}

/** True where replay shows that the client gets through once it asks this host directly. */
export function answersDirectly(cause: Cause, context: DiagnosisContext): boolean {
  if (cause.case.outcome !== 'fail' || !maybeTheProxy(cause)) return false;
  const { environment, files } = withoutProxyFor(bareHost(cause.url), cause.case.plan.client, context.host);
  const { walk } = context.trials.run(cause.case.plan, { environment, files });
  const after = outcomeOf(walk);
  return after === 'ok' || after === 'slow';
}
