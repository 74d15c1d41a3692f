import type { Case, DiagnosisContext } from '../../findings/context.js';
import type { Finding } from '../../findings/finding.js';
import { type FixDraft, type FixRule, NO_CHANGE } from '../fix.js';
import { registryTable, type TableChange, withPort } from '../registry-table.js';

const HTTP_PORT = 80;
const HTTPS_PORT = 443;

const CLEAR_TEXT =
  'traffic to this registry, layers and tokens included, goes over plain HTTP without any check of who answers';
const ONLY_PULLS = 'helps pulls only: push, login and tag listing are not rewritten and still try port 443 first';
const KEYS = (location: string): string => `credentials and certs.d for it are looked up under ${location} from now on`;

/**
 * Declares in a registries.conf drop-in where the registry is and that plain HTTP is allowed. With `:80` in the location the first HTTPS
 * attempt meets an HTTP server, which answers at once, instead of a port that never does (facts: containers/image has no "HTTP only").
 */
export const declareEndpoint: FixRule = {
  codes: ['fallback-delay', 'https-on-http-port', 'tcp-refused', 'tcp-timeout', 'tcp-unreachable'],
  drafts(finding, entry, context) {
    if (entry.plan.operation !== 'pull') return [];
    const changes: TableChange[] =
      finding.code === 'https-on-http-port'
        ? [stay, at(HTTPS_PORT), at(HTTP_PORT)]
        : finding.code === 'tcp-refused'
          ? [stay, at(HTTP_PORT)]
          : [at(HTTP_PORT)];
    return changes.flatMap((change) => tableDrafts(finding, entry, context, change));
  },
};

const stay: TableChange = { location: (present) => present, insecure: true };

function at(port: number): TableChange {
  return { location: (present) => withPort(present, port), insecure: true };
}

function tableDrafts(finding: Finding, entry: Case, context: DiagnosisContext, change: TableChange): FixDraft[] {
  const table = registryTable(entry.plan, context, change);
  if (table === null) return [];
  const moved = table.location !== table.prefix;
  const summary =
    finding.code === 'fallback-delay'
      ? `declare ${table.location}, so that HTTPS is refused at once and plain HTTP follows without the wait`
      : `declare that ${table.location} may be asked over plain HTTP`;
  const limits = [
    ...(moved ? [ONLY_PULLS, KEYS(table.location)] : []),
    ...(finding.code === 'fallback-delay' ? [] : [CLEAR_TEXT]),
  ];
  return table.files.map(
    (file): FixDraft => ({
      ...NO_CHANGE,
      kind: 'host',
      summary,
      limits,
      files: [file],
      reload:
        entry.plan.client === 'cri-o' ? 'systemctl reload crio (CRI-O keeps the file until SIGHUP)' : 'none needed',
    }),
  );
}
