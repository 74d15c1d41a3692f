import { posix } from 'node:path';
import { daemonHost } from '../clients/daemon-host.js';
import { proxyPolicy } from '../clients/go/proxy-environment.js';
import { DAEMON_OF } from '../clients/service/daemons.js';
import { parseJson } from '../host/json.js';
import { parseEnvironmentFile } from '../host/systemd-text.js';
import type { ProxyServer } from '../plan/transport.js';
import type { Cause, DiagnosisContext } from './context.js';
import { outcomeOf } from './outcome.js';
import { proxyOf, proxyUrl } from './proxy.js';
import { type ProxySetting, proxySetting } from './proxy-setting.js';
import { requestsIn } from './transport-of.js';

/** A proxy that somebody on this machine uses, and this client doesn't. */
export interface ProxyElsewhere {
  readonly proxy: ProxyServer;
  /** Who has it and where: `docker (HTTPS_PROXY=… set in /etc/…)`. */
  readonly says: string;
  readonly setting: ProxySetting;
}

/** Proxies tried for one failure; a machine has one, or one of each kind. */
const MAX_TRIED = 3;

/** True where no answer came at all: what a proxy could make good. */
function isUnreached({ failure, case: entry }: Cause): boolean {
  const { kind } = failure;
  const closed = kind === 'tls-closed' || kind === 'tls-reset' || kind === 'tls-timeout';
  return entry.outcome === 'fail' && (kind.startsWith('dns-') || kind.startsWith('tcp-') || closed);
}

/** The first proxy of another program on this machine with which replay shows this client getting through; null where it has a proxy or none helps. */
export function proxyElsewhere(cause: Cause, context: DiagnosisContext): ProxyElsewhere | null {
  if (!isUnreached(cause) || proxyOf(cause) !== null) return null;
  const { client } = cause.case.plan;
  for (const { proxy, says } of known(cause, context).slice(0, MAX_TRIED)) {
    const setting = proxySetting({ HTTPS_PROXY: proxyUrl(proxy), HTTP_PROXY: proxyUrl(proxy) }, client, context.host);
    const { environment, files } = setting;
    const after = outcomeOf(context.trials.run(cause.case.plan, { environment, files }).walk);
    if (after === 'ok' || after === 'slow') return { proxy, says, setting };
  }
  return null;
}

/** Proxies of other clients' plans, of daemons, of the shell and of files that people take for a proxy setting; those with a login are left out, for it can't be handed on. */
function known(cause: Cause, context: DiagnosisContext): { proxy: ProxyServer; says: string }[] {
  const { host, cases } = context;
  const scheme = cause.url.protocol === 'https:' ? 'https' : 'http';
  const fromPlans = cases.flatMap(({ plan }) => {
    const policy = plan.client === cause.case.plan.client ? null : requestsIn(plan.root)[0]?.transport.proxy;
    return [{ who: plan.client, proxy: policy?.[scheme] ?? null }];
  });
  const fromDaemons = Object.entries(DAEMON_OF).map(([who, daemon]) => {
    const seen = daemonHost(host, daemon);
    return { who, proxy: proxyPolicy(seen.environment, seen.daemon)[scheme] };
  });
  const all = [
    ...fromPlans,
    ...fromDaemons,
    { who: 'this shell', proxy: proxyPolicy(host.environment)[scheme] },
    { who: '/etc/environment, which logins read and services don’t,', proxy: fromFile(context)[scheme] },
    {
      who: 'the docker CLI’s config.json, for containers and builds and not for pulls,',
      proxy: ofCli(context)[scheme],
    },
  ];
  const unique = new Map<string, { proxy: ProxyServer; says: string }>();
  for (const { who, proxy } of all) {
    if (proxy === null || proxy.credential !== null || proxy.scheme === 'socks5') continue;
    if (!unique.has(proxyUrl(proxy))) unique.set(proxyUrl(proxy), { proxy, says: `${who} has ${proxy.source.says}` });
  }
  return [...unique.values()];
}

function fromFile({ host }: DiagnosisContext): ReturnType<typeof proxyPolicy> {
  const read = host.files.read('/etc/environment');
  const entries = read.kind === 'file' ? parseEnvironmentFile(read.text) : [];
  return proxyPolicy(Object.fromEntries(entries.map(({ name, value }) => [name, value])));
}

/** `proxies.default` of config.json goes into containers and builds as variables (docker/cli `cli/config/configfile/file.go`: ParseProxyConfig). */
function ofCli({ host }: DiagnosisContext): ReturnType<typeof proxyPolicy> {
  const directory = host.environment['DOCKER_CONFIG'] || posix.join(host.home, '.docker');
  const read = host.files.read(posix.join(directory, 'config.json'));
  const parsed = read.kind === 'file' ? parseJson(read.text) : null;
  const value = parsed?.ok === true ? parsed.document.value : null;
  const proxies = (value as { proxies?: { default?: Readonly<Record<string, unknown>> } } | null)?.proxies?.default;
  const text = (key: string): string => (typeof proxies?.[key] === 'string' ? proxies[key] : '');
  return proxyPolicy({ HTTP_PROXY: text('httpProxy'), HTTPS_PROXY: text('httpsProxy') });
}
