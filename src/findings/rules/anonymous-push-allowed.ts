import ipaddr from 'ipaddr.js';
import type { DiagnosisContext } from '../context.js';
import type { Finding } from '../finding.js';
import { rightsSentence } from '../rights.js';
import { endpoint, type Rule } from '../rule.js';

/** Anyone may push. */
export const anonymousPushAllowed: Rule = {
  code: 'anonymous-push-allowed',
  notices(context) {
    const { rights } = context;
    if (rights?.anonymous.push !== 'yes') return [];
    const { registry, repository, anonymousPushFact: fact } = rights;
    const name = `${registry}/${repository}`;
    const url = postedTo(fact);
    const client = context.cases.find(({ plan }) => plan.client === rights.client);
    const sentence = rightsSentence(rights) ?? `anyone may push to ${repository}`;
    const found: Finding = {
      code: 'anonymous-push-allowed',
      severity: isOnThisMachine(context, rights.client) ? 'info' : 'warning',
      title: `${sentence}: ${registry} asks for no account`,
      subject: name,
      location: null,
      evidence: [
        {
          text: `an upload to ${name} was accepted with nobody's credentials (it was cancelled at once)`,
          fact,
        },
      ],
      clients: client === undefined ? [] : [rights.client],
      causedBy: null,
      detail: null,
      nextStep: `whoever runs ${registry}: ask for an account for POST, PUT, PATCH and DELETE (docker-registry: auth: htpasswd or auth: token; a token server may still grant pull to everybody), or let only trusted networks reach it`,
      about: { origin: url === null ? null : endpoint(url), registry, file: null },
    };
    return [found];
  },
};

/** URL in the canonical key of a POST. */
function postedTo(fact: string | null): URL | null {
  return URL.parse(/^http POST (\S+) /.exec(fact ?? '')?.[1] ?? '');
}

/** True where the registry is at a loopback address: then everybody is whoever is on this machine. */
function isOnThisMachine({ cases }: DiagnosisContext, client: string): boolean {
  const walk = cases.find(({ plan }) => plan.client === client)?.walk;
  const address = walk?.attempts.findLast(({ step, address: at }) => step === 'upload' && at !== null)?.address;
  const host = address?.replace(/:\d+$/, '').replace(/^\[|\]$/g, '') ?? '';
  return ipaddr.isValid(host) && ipaddr.process(host).range() === 'loopback';
}
