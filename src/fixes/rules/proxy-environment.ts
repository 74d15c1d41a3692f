import { unitOf } from '../../clients/service/daemons.js';
import type { Case, DiagnosisContext } from '../../findings/context.js';
import { bareHost } from '../../findings/parts.js';
import { proxyOf, proxyUrl, withoutProxyFor } from '../../findings/proxy.js';
import { proxyElsewhere } from '../../findings/proxy-elsewhere.js';
import type { ProxySetting } from '../../findings/proxy-setting.js';
import { causeBehind } from '../cause-behind.js';
import { fileDraft } from '../file-drafts.js';
import { type FixDraft, type FixRule, NO_CHANGE } from '../fix.js';

const THIS_SHELL = 'this shell only: put the lines where the client is started for good';
const OWN_ENVIRONMENT =
  'the service has an environment of its own: entries of another NO_PROXY in it must be added to this line';
const NO_EXCEPTIONS = 'every registry goes through the proxy then: name those that must not in NO_PROXY';
/** Variables that name a proxy, as Go reads them. */
const PROXY_VARIABLES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'] as const;

/** A host that answers directly goes into NO_PROXY; a client without the machine's proxy gets it; a variable with a scheme that the proxy doesn't speak gets another. */
export const proxyEnvironment: FixRule = {
  codes: ['proxy-misconfigured', 'proxy-interception'],
  drafts(finding, entry, context) {
    const url = finding.about.origin === null ? null : URL.parse(finding.about.origin);
    if (url === null) return [];
    const cause = causeBehind(finding, entry);
    if (cause !== null && proxyOf(cause) === null) {
      const elsewhere = finding.code === 'proxy-misconfigured' ? proxyElsewhere(cause, context) : null;
      if (elsewhere === null) return [];
      const { proxy, setting } = elsewhere;
      return drafted(`go through the proxy ${proxyUrl(proxy)}`, [NO_EXCEPTIONS], setting, context);
    }
    return [...schemeDrafts(entry, context), ...exemption(bareHost(url), entry, context)];
  },
};

function exemption(name: string, entry: Case, context: DiagnosisContext): FixDraft[] {
  const setting = withoutProxyFor(name, entry.plan.client, context.host);
  const isGuessed = setting.unit !== null && context.host.processes.length === 0 && setting.files.length > 0;
  const limits = isGuessed && isDropIn(setting) ? [OWN_ENVIRONMENT] : [];
  return drafted(`ask ${name} directly, without the proxy`, limits, setting, context);
}

function isDropIn({ files }: ProxySetting): boolean {
  return files.some(({ path }) => path.endsWith('.conf'));
}

function drafted(
  summary: string,
  limits: readonly string[],
  { environment, files, unit, commands }: ProxySetting,
  { host }: DiagnosisContext,
): FixDraft[] {
  if (unit === null)
    return [
      {
        ...NO_CHANGE,
        kind: 'host',
        summary,
        limits: [...limits, THIS_SHELL],
        commands,
        reload: 'this shell only',
        change: { environment },
      },
    ];
  const draft = fileDraft(host.files, files);
  if (draft === null) return [];
  return [
    {
      ...NO_CHANGE,
      ...draft,
      kind: 'host',
      summary,
      limits,
      reload: `${files.some(({ path }) => path.endsWith('.conf')) ? 'systemctl daemon-reload && ' : ''}systemctl restart ${unit}`,
      change: { ...draft.change, environment },
    },
  ];
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
