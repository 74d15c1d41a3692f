import type { RemedyGoal } from '../clients/client.js';
import { registryAsked } from '../findings/asked.js';
import { certificateCase } from '../findings/certificates.js';
import type { FindingCode } from '../findings/codes.js';
import type { Cause, DiagnosisContext } from '../findings/context.js';
import { bareHost } from '../findings/parts.js';
import { toPem } from '../trust/relevant.js';
import { anchorOf } from './trust-anchor.js';

/** What a client's configuration could bring about against a finding, with what must be said about it. */
export interface WantedRemedy {
  readonly goal: RemedyGoal;
  /** Said before the client's own words about its files; null: those are enough. */
  readonly lead: string | null;
  readonly limits: readonly string[];
}

const HTTP_PORT = 80;

const CLEAR_TEXT =
  'traffic to this registry, layers and tokens included, goes over plain HTTP without any check of who answers';
const UNPROTECTED =
  'gives up all protection: anyone on the way can read the credentials and put another image in place; take it back once the certificate is good';

/** Goals for a finding in one client's walk, best first; replay decides which is reached. */
export function remediesWanted(code: FindingCode, cause: Cause, context: DiagnosisContext): readonly WantedRemedy[] {
  switch (code) {
    case 'fallback-delay':
    case 'https-on-http-port':
    case 'tcp-refused':
    case 'tcp-timeout':
    case 'tcp-unreachable':
      return overHttp(code, cause);
    case 'tls-unknown-ca':
    case 'tls-self-signed':
    case 'tls-missing-intermediate':
    case 'auth-token-realm-unreachable':
    case 'blob-redirect-unreachable':
      return trusted(cause, context);
    case 'tls-name-mismatch':
    case 'tls-legacy-cn':
    case 'tls-expired':
      return [{ goal: { kind: 'unverified', endpoint: endpointOf(cause) }, lead: LAST_RESORT, limits: [UNPROTECTED] }];
    default:
      return [];
  }
}

const LAST_RESORT = 'last resort, until the server is put right: don’t check who answers';

/** Only the registry itself can be declared; with a port in its name, another port is another registry. */
function overHttp(code: FindingCode, cause: Cause): WantedRemedy[] {
  if (cause.hop !== 'registry') return [];
  const named = /:\d+$/.test(cause.case.plan.reference?.registry ?? '');
  const own: RemedyGoal = { kind: 'plain-http', port: null };
  const other: RemedyGoal = { kind: 'plain-http', port: HTTP_PORT };
  if (named) return code === 'https-on-http-port' ? [plainly(own)] : [];
  return (code === 'fallback-delay' ? [other, own] : [own, other]).map(plainly);
}

function plainly(goal: RemedyGoal): WantedRemedy {
  return { goal, lead: null, limits: [CLEAR_TEXT] };
}

/** A host that the registry sends to is trusted by its own name in some clients, by the registry's settings in others. */
function trusted(cause: Cause, context: DiagnosisContext): WantedRemedy[] {
  const found = cause.failure.kind === 'tls-untrusted' ? certificateCase(cause, context) : null;
  const anchor = found === null ? null : anchorOf(found, context);
  if (anchor === null) return [];
  const pem = toPem(anchor.certificate.der);
  const isSentTo = cause.hop === 'token' || cause.hop === 'redirect';
  const endpoints = isSentTo ? [cause.url.host, registryAsked(cause)] : [endpointOf(cause)];
  return [...new Set(endpoints)].map((endpoint) => ({
    goal: { kind: 'trust', endpoint, pem },
    lead: anchor.summary(bareHost(cause.url)),
    limits: anchor.limits,
  }));
}

/** `host[:port]` as the client contacts it. */
function endpointOf(cause: Cause): string {
  return cause.hop === 'registry' ? registryAsked(cause) : cause.url.host;
}
