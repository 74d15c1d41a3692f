import type { ClientFlags } from '../clients/client.js';
import type { Fact } from '../facts/facts.js';
import type { FactKey } from '../facts/keys.js';
import type { HostFiles } from '../host/host.js';
import { kubernetesPod } from '../host/kubernetes-pod.js';
import { rootFiles } from '../host/root-files.js';
import { guessVantage, type Vantage } from '../host/vantage.js';
import { createProber } from '../probes/prober.js';
import { parseReference } from '../reference/parse.js';
import { buildReport } from '../report/build.js';
import type { Report } from '../report/schema.js';
import { VERSION } from '../version.js';
import { hasTwoViews, sideBySide } from './beside.js';
import { clientCertificate } from './client-certificate.js';
import { clientsOn, hostOf, type WantedClients } from './host-of.js';
import { savedInputs } from './inputs.js';
import { registryName } from './name-servers.js';
import { type RunResult, runCheck } from './run.js';
import { secretReader, vaultWith } from './secrets.js';
import { keepSessions } from './sessions.js';
import type { Subject } from './subject.js';
import { viewNeeds, viewOf } from './views.js';

export interface CheckOptions {
  readonly reference: string;
  readonly operation: Report['operation'];
  readonly root: string;
  readonly clients: WantedClients;
  readonly flags: ClientFlags;
  /** `user:password` of `--creds`, or null. */
  readonly credentials: string | null;
  readonly allowInsecureAuth: boolean;
  readonly vantage: Partial<Vantage>;
  readonly stepMs: number;
  readonly totalMs: number;
  readonly strict: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly onProbe: (event: { readonly key: FactKey; readonly fact: Fact | null }) => void;
  /** A machine that exists only in memory (a lab's) instead of the one under `root`, and where its connections really go. */
  readonly files?: HostFiles;
  readonly portMap?: ReadonlyMap<string, { readonly address: string; readonly port: number }> | null;
}

/** A report with what it was made from: walks as replayed, and every fact. */
export interface CheckResult extends Pick<RunResult, 'cases' | 'facts'> {
  readonly report: Report;
}

/** One check from the machine's files to the report. */
export async function check(options: CheckOptions): Promise<Report> {
  return (await checkWithCases(options)).report;
}

/** The same with what the report was made from. */
export async function checkWithCases(options: CheckOptions): Promise<CheckResult> {
  const startedAt = new Date();
  const { host, record } = hostOf({
    root: options.root,
    environment: options.environment,
    nowMs: startedAt.getTime(),
    ...(options.files === undefined ? {} : { files: options.files }),
  });
  const vantage = vantageOf(options);
  const clients = await clientsOn(host, options.root, options.clients);
  const subject: Subject = {
    host,
    vantage,
    clients,
    operation: options.operation,
    reference: options.reference,
    flags: options.flags,
    allowInsecureAuth: options.allowInsecureAuth,
  };
  const prober = keepSessions(
    createProber({
      secrets: secretReader(host, vaultWith(options.credentials)),
      portMap: options.portMap ?? null,
      readClientCertificate: (path, keyPath) => clientCertificate(host.files, path, keyPath),
      // The programs of another machine are not run here.
      helperEnvironment: options.root === '/' && options.files === undefined ? options.environment : null,
    }),
  );
  const parsed = parseReference(options.reference);
  const registry = registryName(parsed.ok ? parsed.reference.registry : null);
  const node = hasTwoViews(vantage, options) ? ({ name: 'node', subject, registry } as const) : null;
  try {
    const run = runCheck(subject, {
      prober,
      stepMs: options.stepMs,
      totalMs: options.totalMs,
      signal: options.signal,
      onProbe: options.onProbe,
      also: (facts) => (node === null ? [] : viewNeeds(node, facts)),
    });
    const [result, beside] = node === null ? [await run, null] : await sideBySide(run, options, vantage, registry);
    await prober.endSessions();
    const report = buildReport({
      version: VERSION,
      startedAt,
      operation: options.operation,
      reference: options.reference,
      vantage,
      cases: result.cases,
      findings: result.findings,
      facts: result.facts,
      inputs: savedInputs(subject, record(), result.facts),
      rights: result.rights,
      ...(node === null || beside === null
        ? {}
        : { views: [viewOf({ name: 'pod', subject: beside.subject, registry }, beside.result), viewOf(node, result)] }),
      notes: [
        ...(options.allowInsecureAuth
          ? ['--allow-insecure-auth: credentials were allowed to cross plain HTTP on this run']
          : []),
        ...prober.notes(),
      ],
      strict: options.strict,
      totalMs: Math.max(result.totalMs, beside?.result.totalMs ?? 0),
    });
    return { report, cases: result.cases, facts: result.facts };
  } finally {
    await prober.close();
  }
}

/** Where this looks from: what was given, else what shows. */
export function vantageOf({
  environment,
  root,
  vantage: given,
  files,
}: Pick<CheckOptions, 'environment' | 'root' | 'vantage' | 'files'>): Vantage {
  const ownFiles = rootFiles('/');
  const vantage = { ...guessVantage({ environment, ownFiles, root }), ...given };
  // A machine that exists in memory only is in no pod.
  const pod = files === undefined ? kubernetesPod({ environment, ownFiles }, vantage.network) : null;
  return pod === null ? vantage : { ...vantage, kubernetes: pod };
}
