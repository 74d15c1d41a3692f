import type { ProxyServer } from '../plan/transport.js';
import { answerOf } from './answer.js';
import type { Cause, DiagnosisContext } from './context.js';
import type { Evidence } from './finding.js';
import { listed } from './parts.js';
import { proxyUrl } from './proxy.js';
import { hostPort, seen } from './rule.js';

/** What is wrong with a proxy itself: a title, and what else its answer told. */
export interface ProxyFault {
  readonly title: string;
  readonly evidence: readonly Evidence[];
  /** What whoever can change it must do, where that is not letting the host pass. */
  readonly nextStep: string | null;
}

/** What is wrong with the proxy itself, or null where the failure lies behind it. */
export function faultOf(cause: Cause, proxy: ProxyServer, context: DiagnosisContext): ProxyFault | null {
  const { failure } = cause;
  const name = `the proxy ${proxyUrl(proxy)} that ${proxy.source.name} names`;
  const only = (title: string, nextStep: string | null = null): ProxyFault => ({ title, evidence: [], nextStep });
  const reach = `start the proxy ${proxyUrl(proxy)} or correct it in ${proxy.source.name}, or name ${cause.url.hostname} in NO_PROXY where the direct way is open`;
  if (failure.kind.startsWith('dns-') && failure.proxied)
    return only(`${name} can't be found: its host name is not resolved`, reach);
  if (failure.kind === 'tcp-refused' && failure.proxied) return only(`nothing listens at ${name}`, reach);
  if (failure.kind.startsWith('tcp-') && failure.proxied) return only(`${name} can't be reached`, reach);
  if (failure.kind.startsWith('tls-') && failure.proxied) return ownHandshake(cause, proxy, name);
  const fact = failure.fact === null ? undefined : context.facts.byId(failure.fact);
  const detail = fact === undefined || fact.kind === 'dns' ? '' : (fact.detail ?? '');
  if (failure.kind === 'proxy-refused') return refusal(cause, proxy, detail === '' ? failure.text : detail);
  const answer = answerOf(cause, context);
  if (answer?.status === 407) {
    const schemes = answer.headers['proxy-authenticate'];
    return refusal(cause, proxy, `407${schemes === undefined ? '' : `; Proxy-Authenticate: ${schemes}`}`);
  }
  if (/^(?:handshake: \w+: )?(?:proxy: |the proxy |answer to CONNECT)/.test(detail))
    return only(`${name} does not open a way to ${hostPort(cause.url)}`);
  return null;
}

/** The handshake with the proxy, before anything is asked of it. */
function ownHandshake({ failure }: Cause, proxy: ProxyServer, name: string): ProxyFault {
  const { source } = proxy;
  if (failure.kind === 'tls-plain-http' || failure.kind === 'tls-not-tls' || failure.kind === 'tls-failed')
    return {
      title: `${name} does not speak TLS, but ${source.name} says ${proxy.scheme}://`,
      evidence: [],
      nextStep: `write http:// instead of https:// in ${source.name}: what goes through the proxy to an HTTPS registry is encrypted all the same`,
    };
  return {
    title: `${name} is spoken to over TLS, and its own certificate is refused`,
    evidence: [],
    nextStep: `whoever runs the proxy: a certificate for ${proxy.host} from a CA that is trusted here; or http:// in ${source.name} where the proxy takes that`,
  };
}

/** Login schemes of a proxy that Go programs know (golang/go `net/http/transport.go`: proxyAuth sends Basic and nothing else). */
const KNOWN_SCHEME = /\bbasic\b/i;

function refusal(cause: Cause, proxy: ProxyServer, answer: string): ProxyFault {
  const name = `the proxy ${proxyUrl(proxy)} that ${proxy.source.name} names`;
  const place = hostPort(cause.url);
  const [status = '', ...said] = answer.split('; ');
  const evidence = [seen(cause, `to CONNECT ${place} the proxy answers ${answer}`)];
  if (status.startsWith('407')) return wantsLogin(name, proxy, said, evidence);
  if (/^50[0-9]/.test(status)) {
    const lookUp = said.some((each) => /ERR_DNS_FAIL/.test(each));
    const why = lookUp ? `: it doesn't find the name` : '';
    return {
      title: `${name} can't reach ${place} itself (${status})${why}`,
      evidence: [
        ...evidence,
        {
          text: `through a proxy it is the proxy that looks ${cause.url.hostname} up, with its own name servers, and connects`,
          fact: null,
        },
      ],
      nextStep: null,
    };
  }
  return { title: `${name} does not let connections to ${place} pass (${status})`, evidence, nextStep: null };
}

function wantsLogin(name: string, proxy: ProxyServer, said: readonly string[], evidence: Evidence[]): ProxyFault {
  const offered = said.find((each) => /^Proxy-Authenticate: /i.test(each))?.replace(/^[^:]*: /, '') ?? null;
  if (offered !== null && !KNOWN_SCHEME.test(offered))
    return {
      title: `${name} wants a login of a kind that this client doesn't know (${listed(offered.split(', '))})`,
      evidence: [...evidence, { text: 'Go programs log in to a proxy with Basic and nothing else', fact: null }],
      nextStep: `whoever runs the proxy: allow this machine without a login, or with Basic; or a local proxy that does ${offered} in between`,
    };
  if (proxy.credential !== null)
    return {
      title: `${name} refuses the login that ${proxy.source.name} carries`,
      evidence: [...evidence, { text: `a user name and a password were sent, from ${proxy.source.name}`, fact: null }],
      nextStep: `correct user name and password in ${proxy.source.name}; characters like @ : / in them must be written as %40 %3A %2F`,
    };
  return {
    title: `${name} wants a login before it lets anything through`,
    evidence: [...evidence, { text: `${proxy.source.name} carries no user name and password`, fact: null }],
    nextStep: `put the login into ${proxy.source.name}: http://USER:PASSWORD@${proxyUrl(proxy).replace(/^\w+:\/\//, '')}, with @ : / in it written as %40 %3A %2F`,
  };
}
