import { bracket } from '../facts/keys.js';
import type { Host } from '../host/host.js';
import { proxyFor } from '../plan/proxy.js';
import type { ProxyServer } from '../plan/transport.js';
import { answerOf, isWebPage } from './answer.js';
import type { Cause, DiagnosisContext } from './context.js';
import { outcomeOf } from './outcome.js';
import { bareHost } from './parts.js';
import { type ProxySetting, presentValue, proxySetting } from './proxy-setting.js';
import { transportOf } from './transport-of.js';
import type { Trial } from './trials.js';

/** The proxy that a request went through, or why the one that is set can't be used; null for none. */
export function proxyOf(
  cause: Pick<Cause, 'case' | 'request' | 'url'>,
): ProxyServer | { readonly error: string } | null {
  const transport = transportOf(cause.case, cause.request);
  return transport === null ? null : proxyFor(transport.proxy, cause.url.href);
}

/** `http://10.0.0.3:3128`, never with its credential. */
export function proxyUrl({ scheme, host, port }: Pick<ProxyServer, 'scheme' | 'host' | 'port'>): string {
  return `${scheme}://${bracket(host)}:${port}`;
}

/** What makes a client ask a host directly. */
export interface Exemption extends ProxySetting {
  readonly value: string;
}

/** NO_PROXY with one more name, where this client reads it. */
export function withoutProxyFor(name: string, client: string, host: Host): Exemption {
  const present = presentValue('NO_PROXY', client, host);
  const value = present === '' ? name : `${present},${name}`;
  return { ...proxySetting({ NO_PROXY: value }, client, host), value };
}

/** The client's walk with the cause's host asked directly; facts that it needs are asked for. */
export function directTrial(cause: Cause, context: DiagnosisContext): Trial {
  const { environment, files } = withoutProxyFor(bareHost(cause.url), cause.case.plan.client, context.host);
  return context.trials.run(cause.case.plan, { environment, files });
}

/** Answers of gateways rather than of registries. */
const GATEWAY_STATUSES: readonly (number | null)[] = [400, 403, 407, 500, 502, 503, 504];

/** True where a failure could be the proxy's doing: what a registry itself answers is not, a web page may be. */
function maybeTheProxy(cause: Cause, context: DiagnosisContext): boolean {
  const { failure } = cause;
  const answer = answerOf(cause, context);
  if (answer !== null && isWebPage(answer)) return true;
  if (failure.kind === 'http-status') return GATEWAY_STATUSES.includes(failure.status) && failure.codes.length === 0;
  return failure.kind.startsWith('tls-') || /^http-(?:closed|reset|timeout|malformed)$/.test(failure.kind);
}

/** True where replay shows that the client gets through once it asks this host directly. */
export function answersDirectly(cause: Cause, context: DiagnosisContext): boolean {
  if (cause.case.outcome !== 'fail' || !maybeTheProxy(cause, context)) return false;
  const after = outcomeOf(directTrial(cause, context).walk);
  return after === 'ok' || after === 'slow';
}
