import type { Vantage } from '../host/vantage.js';
import { createProber } from '../probes/prober.js';
import { parseReference } from '../reference/parse.js';
import { buildReport } from '../report/build.js';
import { VERSION } from '../version.js';
import { hasTwoViews, sideBySide } from './beside.js';
import type { CheckOptions, CheckResult } from './check.js';
import { clientCertificate } from './client-certificate.js';
import type { LookedAtHost } from './host-of.js';
import { savedInputs } from './inputs.js';
import { registryName } from './name-servers.js';
import { runCheck } from './run.js';
import { secretReader, vaultWith } from './secrets.js';
import { keepSessions } from './sessions.js';
import type { Subject } from './subject.js';
import { viewNeeds, viewOf } from './views.js';

/** What was found before anything is asked of the network. */
export interface LookedAt extends LookedAtHost {
  readonly startedAt: Date;
  readonly vantage: Vantage;
  readonly clients: Subject['clients'];
}

/** A check from the machine that was looked at to the report. A file of its own: it brings most of the program along. */
export async function examineFrom(options: CheckOptions, looked: LookedAt): Promise<CheckResult> {
  const { startedAt, host, record, vantage, clients } = looked;
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
