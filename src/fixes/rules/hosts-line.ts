import type { Case, DiagnosisContext } from '../../findings/context.js';
import type { Finding } from '../../findings/finding.js';
import { ipv4AddressesOf } from '../../findings/ipv4.js';
import { containerNode } from '../../findings/local-registry.js';
import { bareHost } from '../../findings/parts.js';
import type { HostFiles } from '../../host/host.js';
import { hostsWith } from '../../host/hosts-line.js';
import { type FixDraft, type FixRule, NO_CHANGE, write } from '../fix.js';
import { isPerPod, PER_POD_LIMIT } from '../per-pod.js';

/** One more line in `/etc/hosts`: an IPv4 address for a name whose IPv6 is broken, or a Service's address for a node. */
export const hostsLine: FixRule = {
  codes: ['ipv6-broken', 'dns-cluster-name-on-node', 'dns-nxdomain'],
  drafts(finding, entry, context) {
    const url = finding.about.origin === null ? null : URL.parse(finding.about.origin);
    if (url === null) return [];
    const name = bareHost(url);
    if (finding.code === 'dns-nxdomain') return localName(name, context);
    if (finding.code === 'dns-cluster-name-on-node') {
      const address = serviceAddress(name, context);
      return address === null ? [] : [draft(name, address, context, [SERVICE_LIMIT])];
    }
    const [address] = ipv4AddressesFor(finding, entry, url, context);
    return address === undefined ? [] : [draft(name, address, context, [ADDRESS_LIMIT])];
  },
};

const ADDRESS_LIMIT =
  'the address stays in the file when the name moves; `precedence` lines in /etc/gai.conf do not help: Go programs do not read it';
const LOCAL_LIMIT = 'on this machine only: nodes of k3d and kind need the registry in their Docker network';
const LIBRARY =
  'for programs that ask glibc (not for Go programs built without it, nor for musl) this does as well: apt-get install libnss-myhostname';
const SERVICE_LIMIT =
  "the address is the Service's ClusterIP: it changes when the Service is made anew, and every node needs the line";

/** `*.localhost` on the machine that publishes the registry's port; in a node or a pod the address is another one. */
function localName(name: string, context: DiagnosisContext): FixDraft[] {
  const elsewhere = context.vantage.network === 'pod' || containerNode(context.host) !== null;
  if (elsewhere || !/\.localhost$/i.test(name)) return [];
  const line = draft(name, '127.0.0.1', context, [LOCAL_LIMIT]);
  return [{ ...line, prose: [...line.prose, LIBRARY] }];
}

function draft(name: string, address: string, context: DiagnosisContext, limits: readonly string[]): FixDraft {
  const files: HostFiles = context.host.files;
  const pod = isPerPod(context);
  return {
    ...NO_CHANGE,
    kind: 'host',
    summary: `give ${name} its address ${address} in /etc/hosts`,
    limits: [...limits, ...(pod ? [PER_POD_LIMIT] : [])],
    files: [write('/etc/hosts', hostsWith(files, address, name))],
    prose: pod ? [`for good, in the pod's spec: hostAliases: [{ip: "${address}", hostnames: ["${name}"]}]`] : [],
  };
}

function ipv4AddressesFor(finding: Finding, entry: Case, url: URL, context: DiagnosisContext): string[] {
  const request = entry.walk.attempts.find(
    ({ parent, url: asked }) => parent === null && asked !== null && URL.parse(asked)?.origin === url.origin,
  );
  return request === undefined || finding.code !== 'ipv6-broken'
    ? []
    : ipv4AddressesOf({ case: entry, request, url }, context);
}

/** What this process's own resolver says, where it stands in the cluster and the files are a node's. */
function serviceAddress(name: string, context: DiagnosisContext): string | null {
  if (context.vantage.files === '/') return null;
  const fact = context.trials.wanted({ kind: 'dns', server: 'libc', name, type: 'ANY' });
  return fact?.outcome === 'answer' ? (fact.addresses[0] ?? null) : null;
}
