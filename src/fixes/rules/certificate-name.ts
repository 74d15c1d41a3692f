import { certificateCase } from '../../findings/certificates.js';
import type { Cause, DiagnosisContext } from '../../findings/context.js';
import { causeBehind } from '../cause-behind.js';
import { type FixDraft, type FixRule, NO_CHANGE } from '../fix.js';
import { registryTable } from '../registry-table.js';

/** Names of one certificate that are looked up: a certificate of a content network lists hundreds. */
const MAX_NAMES = 5;

/** The registry under a name that its certificate has, where that name leads to the same address. */
export const certificateName: FixRule = {
  codes: ['tls-name-mismatch'],
  drafts(finding, entry, context) {
    const cause = causeBehind(finding, entry);
    const found = cause === null ? null : certificateCase(cause, context);
    if (cause === null || cause.hop !== 'registry' || found === null) return [];
    const names = (found.verdict.leaf?.sans ?? []).filter(
      (name) => /^[a-z0-9-]+(\.[a-z0-9-]+)*$/i.test(name) && name !== found.name,
    );
    return names
      .slice(0, MAX_NAMES)
      .filter((name) => leadsTo(name, cause, context))
      .flatMap((name) => (entry.plan.operation === 'pull' ? rewrite(name, cause, context) : rename(name, cause)));
  },
};

/** True where the hosts file or the first name server gives this name the address that the certificate came from. */
function leadsTo(name: string, cause: Cause, context: DiagnosisContext): boolean {
  const address = cause.request.address?.replace(/:\d+$/, '').replace(/^\[|\]$/g, '') ?? '';
  const { hosts, nameservers } = context.host.resolver;
  const inHosts = hosts.filter(({ names }) => names.includes(name.toLowerCase()));
  if (inHosts.length > 0) return inHosts.some((entry) => entry.address === address);
  const server = nameservers[0]?.address;
  if (server === undefined || address === '') return false;
  const type = address.includes(':') ? 'AAAA' : 'A';
  return context.trials.wanted({ kind: 'dns', server, name, type })?.addresses.includes(address) === true;
}

function replaceHost(location: string, name: string): string {
  return location.replace(/^(?:\[[^\]]*\]|[^:/]+)/, name);
}

function rewrite(name: string, cause: Cause, context: DiagnosisContext): FixDraft[] {
  const table = registryTable(cause.case.plan, context, {
    location: (present) => replaceHost(present, name),
    insecure: false,
  });
  if (table === null) return [];
  return table.files.map((file) => ({
    ...NO_CHANGE,
    kind: 'host',
    summary: `ask for ${table.prefix} under ${table.location}, which is the same machine and a name that its certificate has`,
    limits: [
      'helps pulls only: push, login and tag listing are not rewritten',
      `credentials and certs.d for it are looked up under ${table.location} from now on`,
    ],
    files: [file],
    reload:
      cause.case.plan.client === 'cri-o' ? 'systemctl reload crio (CRI-O keeps the file until SIGHUP)' : 'none needed',
  }));
}

function rename(name: string, cause: Cause): FixDraft[] {
  const { reference, operation, client } = cause.case.plan;
  if (reference === null) return [];
  const registry = replaceHost(reference.registry, name);
  const tag = reference.tag === null ? '' : `:${reference.tag}`;
  const wanted = operation === 'login' ? registry : `${registry}/${reference.repository}${tag}`;
  return [
    {
      ...NO_CHANGE,
      kind: 'request',
      summary: `use the name that the certificate has: ${wanted}`,
      limits: ['the image is known under that name from then on'],
      prose: [`${client} ${operation} ${operation === 'login' ? registry : `docker://${wanted}`}`],
      change: { reference: wanted },
    },
  ];
}
