import type { ClientFlags } from '../clients/client.js';
import type { Fact } from '../facts/facts.js';
import type { FactKey } from '../facts/keys.js';
import type { HostFiles } from '../host/host.js';
import { rootFiles } from '../host/root-files.js';
import { guessVantage, type Vantage } from '../host/vantage.js';
import { createProber } from '../probes/prober.js';
import { buildReport } from '../report/build.js';
import type { Report } from '../report/schema.js';
import { VERSION } from '../version.js';
import { clientsOn, hostOf, type WantedClients } from './host-of.js';
import { savedInputs } from './inputs.js';
import { runCheck } from './run.js';
import { secretReader, vaultWith } from './secrets.js';
import type { Subject } from './subject.js';

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

/** One check from the machine's files to the report. */
export async function check(options: CheckOptions): Promise<Report> {
  const startedAt = new Date();
  const { host, record } = hostOf({
    root: options.root,
    environment: options.environment,
    nowMs: startedAt.getTime(),
    ...(options.files === undefined ? {} : { files: options.files }),
  });
  const vantage = {
    ...guessVantage({ environment: options.environment, ownFiles: rootFiles('/'), root: options.root }),
    ...options.vantage,
  };
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
  const prober = createProber({
    secrets: secretReader(host, vaultWith(options.credentials)),
    portMap: options.portMap ?? null,
    readClientCertificate: (path) => clientCertificate(host.files, path),
  });
  try {
    const result = await runCheck(subject, {
      prober,
      stepMs: options.stepMs,
      totalMs: options.totalMs,
      signal: options.signal,
      onProbe: options.onProbe,
    });
    return buildReport({
      version: VERSION,
      startedAt,
      operation: options.operation,
      reference: options.reference,
      vantage,
      cases: result.cases,
      findings: result.findings,
      facts: result.facts,
      inputs: savedInputs(subject, record(), result.facts),
      notes: options.allowInsecureAuth
        ? ['--allow-insecure-auth: credentials were allowed to cross plain HTTP on this run']
        : [],
      strict: options.strict,
      totalMs: result.totalMs,
    });
  } finally {
    await prober.close();
  }
}

/** A client certificate with the key beside it (`X.cert`, `X.key`), read only when a handshake presents it. */
function clientCertificate(files: HostFiles, path: string): { certificate: string; key: string } | null {
  const certificate = files.read(path);
  const key = files.read(path.replace(/\.cert$/, '.key'));
  return certificate.kind === 'file' && key.kind === 'file' ? { certificate: certificate.text, key: key.text } : null;
}
