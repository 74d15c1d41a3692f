import { keyId } from '../../facts/keys.js';
import type { Cause, DiagnosisContext } from '../context.js';
import { repliesOf, serversOf } from '../look-up.js';
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
    if (asksTheCluster(servers, domain, context)) return null;
    return {
      title: `${name} is a name that only the cluster's DNS knows, and ${listed(servers)} is asked instead`,
      subject: name,
      evidence: [
        ...repliesOf(cause, context),
        { text: `resolv.conf has no search domain of a cluster, and its name servers don't know kubernetes.default.svc.${domain}`, fact: null },
        ...hopEvidence(cause),
      ],
      nextStep: `whoever runs the cluster: give the registry a name that nodes can resolve (Ingress, NodePort with localhost, or its ClusterIP in every node's /etc/hosts: kubectl -n ${namespace} get service ${service})`,
    };
  },
};

function isAbsence(cause: Cause, servers: readonly string[]): boolean {
  const { kind } = cause.failure;
  return kind === 'dns-nxdomain' || (kind === 'dns-server-failure' && servers.some((server) => STUB_RESOLVERS.includes(server)));
}

/** True where the cluster's own DNS said no: it knows the API server's name, which every cluster has. */
function asksTheCluster(servers: readonly string[], domain: string, context: DiagnosisContext): boolean {
  if (context.host.resolver.search.some((suffix) => /(?:^|\.)svc(?:\.|$)/.test(suffix))) return true;
  const [server] = servers;
  if (server === undefined) return false;
  const key = { kind: 'dns', server, name: `kubernetes.default.svc.${domain}`, type: 'A' } as const;
  return context.trials.wanted(key)?.outcome === 'answer' && context.facts.byId(keyId(key)) !== undefined;
}
