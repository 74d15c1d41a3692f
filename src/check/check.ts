import type { ClientFlags } from '../clients/client.js';
import type { Fact } from '../facts/facts.js';
import type { FactKey } from '../facts/keys.js';
import type { HostFiles } from '../host/host.js';
import { kubernetesPod } from '../host/kubernetes-pod.js';
import { rootFiles } from '../host/root-files.js';
import { guessVantage, type Vantage } from '../host/vantage.js';
import type { Report } from '../report/schema.js';
import { clientsOn, hostOf, type WantedClients } from './host-of.js';
import type { RunResult } from './run.js';

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
  // The programs that are asked for their version answer while the rest is loaded.
  const [clients, { examineFrom }] = await Promise.all([
    clientsOn(host, options.root, options.clients),
    import('./examine-from.js'),
  ]);
  return examineFrom(options, { startedAt, host, record, vantage: vantageOf(options), clients });
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
