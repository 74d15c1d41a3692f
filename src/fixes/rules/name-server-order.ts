import type { DiagnosisContext } from '../../findings/context.js';
import { bareHost } from '../../findings/parts.js';
import { type FixDraft, type FixRule, NO_CHANGE, write } from '../fix.js';
import { isPerPod, PER_POD_LIMIT } from '../per-pod.js';

const RESOLV_CONF = '/etc/resolv.conf';
/** Programs that write resolv.conf sign it in a comment. */
const WRITERS = /^[#;].*\b(NetworkManager|systemd-resolved|resolvconf|dhclient|dhcpcd|netconfig|Docker|cloud-init)\b/im;

/** resolv.conf with the servers that answer before those that don't. */
export const nameServerOrder: FixRule = {
  codes: ['dns-timeout', 'dns-server-failure', 'dns-nxdomain'],
  drafts(finding, _entry, context) {
    const read = context.host.files.read(RESOLV_CONF);
    if (read.kind !== 'file') return [];
    const name = finding.about.origin === null ? null : bareHost(new URL(finding.about.origin));
    const present = context.host.resolver.nameservers.map(({ address }) => address);
    const rank = new Map(present.map((server) => [server, rankOf(server, name, context)]));
    const order = present.toSorted((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
    if (order.every((server, index) => server === present[index])) return [];
    return [draft(order, present, read.text, context)];
  },
};

/** 0 answers for this name (or any), 1 not known, 2 fails or says no. */
function rankOf(server: string, name: string | null, { facts }: DiagnosisContext): number {
  const outcomes = [...facts.entries()].flatMap(([id, fact]) =>
    fact.kind === 'dns' && id.startsWith(`dns ${server} ${name ?? ''}`) ? [fact.outcome] : [],
  );
  if (outcomes.includes('answer')) return 0;
  return outcomes.length === 0 || (name === null && outcomes.every((each) => each === 'nxdomain' || each === 'nodata'))
    ? 1
    : 2;
}

function draft(
  order: readonly string[],
  present: readonly string[],
  text: string,
  context: DiagnosisContext,
): FixDraft {
  const { search, ndots } = context.host.resolver;
  const writer = WRITERS.exec(text)?.[1];
  const pod = isPerPod(context);
  const limits = [
    ...(pod ? [PER_POD_LIMIT] : []),
    ...(writer === undefined
      ? []
      : [`${writer} writes this file: change the order of name servers there too, or it comes back`]),
  ];
  const list = (items: readonly string[]): string => `[${items.map((item) => `"${item}"`).join(', ')}]`;
  return {
    ...NO_CHANGE,
    kind: 'host',
    summary: `ask name server ${order[0]} first, before ${order.slice(1).join(' and ')}`,
    limits,
    files: [write(RESOLV_CONF, reordered(text, present, order))],
    prose: pod
      ? [
          `for good, in the pod's spec: dnsPolicy: None, dnsConfig: {nameservers: ${list(order)}, searches: ${list(search)}, options: [{name: ndots, value: "${ndots}"}]}`,
        ]
      : [],
  };
}

/** The same file with the addresses of its first `nameserver` lines put in another order. */
function reordered(text: string, present: readonly string[], order: readonly string[]): string {
  let next = 0;
  return text.replace(/^(nameserver[ \t]+)(\S+)/gm, (line, keyword: string, address: string) => {
    if (next >= present.length || address !== present[next]) return line;
    const replacement = order[next] ?? address;
    next += 1;
    return `${keyword}${replacement}`;
  });
}
