import type { TlsFact } from '../../facts/facts.js';
import { certificateCase } from '../certificates.js';
import { placesFor } from '../client-certificate.js';
import type { Cause, DiagnosisContext } from '../context.js';
import type { Evidence } from '../finding.js';
import { bareHost, hopEvidence, quoted } from '../parts.js';
import { endpoint, hostPort, type Rule, seen } from '../rule.js';
import { transportOf } from '../transport-of.js';

/** Alerts by which servers answer a client certificate that is missing or not to their liking (RFC 5246 §7.2.2, RFC 8446 §6.2). */
const ALERTS = new Set([40, 42, 43, 44, 45, 46, 48, 49, 116]);
/** What nginx says over HTTP, with 400, once the handshake is done. */
const SAID_OVER_HTTP = /No required SSL certificate was sent|The SSL certificate error/;

/** The registry wants a client certificate, and none it accepts is presented. Asking alone is no fault: many servers ask and go on without. */
export const tlsClientCertRequired: Rule = {
  code: 'tls-client-cert-required',
  explains(cause, context) {
    const how = refusal(cause, context);
    if (how === null) return null;
    const place = hostPort(cause.url);
    const given = transportOf(cause.case, cause.request)?.tls.clientCertificate ?? null;
    return {
      title:
        given === null
          ? `${place} wants a client certificate, and ${cause.case.plan.client} has none for it`
          : `${place} does not accept the client certificate ${given.path}`,
      subject: endpoint(cause.url),
      ...(given === null ? {} : { location: { path: given.path, line: null } }),
      evidence: [
        ...how,
        ...(given === null
          ? []
          : [
              seen(
                cause,
                isWithheld(cause, context)
                  ? `${given.path} was issued by none of the CAs that it names, so that Go programs do not send it`
                  : `presented: ${given.path}, with the key ${given.keyPath}`,
              ),
            ]),
        ...hopEvidence(cause),
      ],
      nextStep:
        given === null
          ? `get a client certificate and its key from whoever runs ${bareHost(cause.url)}, and put both where the client looks (${placesFor(cause, cause.url)}), the key readable by nobody else; or they stop asking for one`
          : `ask whoever runs ${bareHost(cause.url)} which CA must have issued client certificates and whether this one is still valid (openssl x509 -in ${given.path} -noout -issuer -dates), and replace ${given.path} and ${given.keyPath} (${placesFor(cause, cause.url)})`,
    };
  },
};

function isWithheld({ failure: { fact: id } }: Cause, { facts }: DiagnosisContext): boolean {
  const fact = id === null ? undefined : facts.byId(id);
  return fact?.kind === 'tls' && fact.clientCertificateWithheld === true;
}

/** How it is known that the client certificate is what is wrong; null where it isn't. */
function refusal(cause: Cause, context: DiagnosisContext): Evidence[] | null {
  const { kind, fact: id } = cause.failure;
  const fact = id === null ? undefined : context.facts.byId(id);
  if (fact?.kind === 'http') {
    const said = kind === 'http-status' ? SAID_OVER_HTTP.exec(fact.bodyStart)?.[0] : undefined;
    return said === undefined ? null : [seen(cause, `it answers with ${fact.status}: ${quoted(said)}`)];
  }
  if (fact?.kind !== 'tls' || !fact.clientCertificateAsked || fact.outcome === 'handshake') return null;
  if (kind !== 'tls-alert' && kind !== 'tls-closed' && kind !== 'tls-reset') return null;
  // Trust in the server comes first: its own certificate refused is another story.
  if (certificateCase(cause, context)?.verdict.ok === false) return null;
  const ended = endedWith(fact);
  return ended === null
    ? null
    : [seen(cause, `it asks for a client certificate during the handshake`), seen(cause, `the answer to it: ${ended}`)];
}

function endedWith({ outcome, detail }: TlsFact): string | null {
  if (outcome === 'closed') return 'it closes the connection';
  if (outcome === 'reset') return 'it resets the connection';
  const number = Number(/\((\d+)\)$/.exec(detail ?? '')?.[1] ?? Number.NaN);
  return ALERTS.has(number) ? `the alert ${quoted((detail ?? '').replace(/ \(\d+\)$/, ''))}` : null;
}
