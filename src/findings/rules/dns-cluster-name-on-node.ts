import { keyId } from '../../facts/keys.js';
import type { Cause, DiagnosisContext } from '../context.js';
import type { Evidence } from '../finding.js';
import { ownView, repliesOf, serversOf } from '../look-up.js';
import { bareHost, hopEvidence, listed } from '../parts.js';
import type { Rule } from '../rule.js';

/** `SERVICE.NAMESPACE.svc`, with or without the cluster's domain. */
const CLUSTER_NAME = /^([^.]+)\.([^.]+)\.svc(?:\.(.+))?$/;
/** systemd-resolved keeps names under .local for multicast DNS and answers SERVFAIL for them. */
const STUB_RESOLVERS: readonly string[] = ['127.0.0.53', '127.0.0.54'];

/** A Service's name where the cluster's DNS is not asked: on the node, where container runtimes pull. */
export const dnsClusterNameOnNode: Rule = {
  code: 'dns-cluster-name-on-node',
  explains(cause, context) {
    const name = bareHost(cause.url);
    const [, service, namespace, domain = 'cluster.local'] = CLUSTER_NAME.exec(name) ?? [];
    const servers = serversOf(cause);
    if (service === undefined || namespace === undefined || !isAbsence(cause, servers)) return null;
    const control = controlName(domain, servers, context);
    if (control === 'known' || hasClusterSearch(context)) return null;
    return {
      title: `only the cluster's own DNS knows ${name}, and name server ${listed(servers)} is asked instead`,
      subject: name,
      evidence: [
        ...repliesOf(cause, context),
        ...(control === null ? [] : [control]),
        ...ownView(name, cause, context),
        ...hopEvidence(cause),
      ],
      nextStep: `whoever runs the cluster: give the registry a name that nodes can resolve (an Ingress, a NodePort at localhost, or its ClusterIP in every node's /etc/hosts: kubectl -n ${namespace} get service ${service})`,
    };
  },
};

function isAbsence(cause: Cause, servers: readonly string[]): boolean {
  const { kind } = cause.failure;
  const kept = servers.some((server) => STUB_RESOLVERS.includes(server)) && cause.url.hostname.endsWith('.local');
  return kind === 'dns-nxdomain' || (kind === 'dns-server-failure' && kept);
}

function hasClusterSearch({ host }: DiagnosisContext): boolean {
  return host.resolver.search.some((suffix) => /(?:^|\.)svc(?:\.|$)/.test(suffix));
}

/** `known` where the server knows the API server's name, which every cluster has: then it is the cluster's own that says no. */
function controlName(domain: string, servers: readonly string[], context: DiagnosisContext): Evidence | 'known' | null {
  const [server] = servers;
  if (server === undefined) return null;
  const key = { kind: 'dns', server, name: `kubernetes.default.svc.${domain}`, type: 'A' } as const;
  const fact = context.trials.wanted(key);
  if (fact === undefined) return null;
  if (fact.outcome === 'answer') return 'known';
  const text = `name server ${server}: does not know ${key.name} either, which every cluster's DNS does`;
  return { text, fact: keyId(key) };
}
