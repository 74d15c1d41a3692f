import { unitOf } from '../../clients/service/daemons.js';
import type { Case, DiagnosisContext } from '../../findings/context.js';
import { bareHost } from '../../findings/parts.js';
import { withoutProxyFor } from '../../findings/proxy.js';
import { type FixDraft, type FixRule, NO_CHANGE, write } from '../fix.js';

const THIS_SHELL = 'this shell only: put the lines where the client is started for good';
const OWN_ENVIRONMENT =
  'the service has an environment of its own: entries of another NO_PROXY in it must be added to this line';
/** Variables that name a proxy, as Go reads them. */
const PROXY_VARIABLES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'] as const;

/** A host that answers directly goes into NO_PROXY; a proxy variable with a scheme that the proxy doesn't speak gets another. */
export const proxyEnvironment: FixRule = {
  codes: ['proxy-misconfigured'],
  drafts(finding, entry, context) {
    const url = finding.about.origin === null ? null : URL.parse(finding.about.origin);
    if (url === null) return [];
    return [...schemeDrafts(entry, context), exemption(bareHost(url), entry, context)];
  },
};

function exemption(name: string, entry: Case, { host }: DiagnosisContext): FixDraft {
  const { environment, files, value, unit } = withoutProxyFor(name, entry.plan.client, host);
  const change = { environment };
  const summary = `ask ${name} directly, without the proxy`;
  if (unit !== null)
    return {
      ...NO_CHANGE,
      kind: 'host',
      summary,
      limits: host.processes.length === 0 ? [OWN_ENVIRONMENT] : [],
      files: files.map(({ path, content }) => write(path, content ?? '')),
      reload: `systemctl daemon-reload && systemctl restart ${unit}`,
      change,
    };
  return {
    ...NO_CHANGE,
    kind: 'host',
    summary,
    limits: [THIS_SHELL],
    commands: [`export NO_PROXY=${shell(value)} no_proxy=${shell(value)}`],
    reload: 'this shell only',
    change,
  };
}

/** The same proxy over plain HTTP, which is how proxies are spoken to; a credential in the value stays where it is. */
function schemeDrafts(entry: Case, { host }: DiagnosisContext): FixDraft[] {
  const { environment } = host;
  const wrong = PROXY_VARIABLES.filter((name) => /^(?!http:)[a-z][a-z0-9+.-]*:\/\//i.test(environment[name] ?? ''));
  if (wrong.length === 0 || unitOf(entry.plan.client, host) !== null) return [];
  const plain = Object.fromEntries(wrong.map((name) => [name, (environment[name] ?? '').replace(/^[^:]*:/, 'http:')]));
  return [
    {
      ...NO_CHANGE,
      kind: 'host',
      summary: `speak plain HTTP to the proxy: http:// in ${wrong.join(' and ')}`,
      limits: [THIS_SHELL],
      commands: wrong.map((name) => `export ${name}="http://\${${name}#*://}"`),
      reload: 'this shell only',
      change: { environment: plain },
    },
  ];
}

/** One word of a shell. */
function shell(text: string): string {
  return /^[\w.,:*/[\]-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
