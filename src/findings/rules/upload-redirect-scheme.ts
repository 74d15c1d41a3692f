import type { Case, DiagnosisContext } from '../context.js';
import type { Evidence, Finding } from '../finding.js';
import { endpoint, type Rule } from '../rule.js';
import { differenceOf, type SessionElsewhere, sessionElsewhere } from '../session-address.js';

/** The address of an upload session, as the registry names it, leads to a wrong scheme, host or port. */
export const uploadRedirectScheme: Rule = {
  code: 'upload-redirect-scheme',
  namesHop: true,
  explains(cause, context) {
    const { request, url, failure } = cause;
    if (request.step !== 'upload') return null;
    const session = sessionElsewhere(cause.case, context, request.id);
    if (session === null || session.to.origin !== url.origin) return null;
    return {
      ...about(session, cause.case.plan.reference?.registry ?? session.from.host),
      evidence: [
        named(session),
        { text: `${cause.case.plan.client} sends the data there and fails: ${failure.text}`, fact: failure.fact },
      ],
    };
  },
  notices: (context) => context.cases.flatMap((entry) => luck(entry, context)),
};

/** It works, or can't be told, at an address that is wrong all the same. */
function luck(entry: Case, context: DiagnosisContext): Finding[] {
  const { plan, walk } = entry;
  const session = walk.outcome === 'fail' ? null : sessionElsewhere(entry, context);
  if (session === null) return [];
  const clear = session.from.protocol === 'https:' && session.to.protocol === 'http:';
  // Another host that takes uploads over HTTPS is how some registries are built.
  if (!clear && walk.outcome !== 'unknown') return [];
  const refused = walk.outcome === 'unknown' ? ', which may be refused there' : '';
  const text = clear
    ? `${plan.client} sends the data there in clear text${refused}`
    : `${plan.client} sends the data there${refused}`;
  return [
    {
      ...about(session, plan.reference?.registry ?? session.from.host),
      code: 'upload-redirect-scheme',
      severity: 'warning',
      location: null,
      evidence: [named(session), { text, fact: session.fact }],
      clients: [plan.client],
      causedBy: null,
      detail: null,
    },
  ];
}

function named({ fact, from, to }: SessionElsewhere): Evidence {
  return { text: `POST ${endpoint(from)}${from.pathname} is answered with Location: ${to.origin}${to.pathname}`, fact };
}

function about(session: SessionElsewhere, registry: string): Pick<Finding, 'title' | 'subject' | 'nextStep' | 'about'> {
  const { from } = session;
  const scheme = from.protocol.replace(':', '');
  return {
    title: `${endpoint(from)} names ${differenceOf(session)} as the address to upload to: it does not know the address it is reached by`,
    subject: endpoint(from),
    nextStep: `whoever runs ${registry}: let the proxy before it pass on "X-Forwarded-Proto: ${scheme}" and the Host as asked for (or "X-Forwarded-Host: ${from.host}"), or tell the registry itself: docker-registry's "http: host: ${from.origin}" or "http: relativeurls: true"`,
    about: { origin: endpoint(from), registry, file: null },
  };
}
