import { clientNamed } from '../clients/catalogue.js';
import { FactBook } from '../facts/book.js';
import type { Fact } from '../facts/facts.js';
import type { Host } from '../host/host.js';
import { filesFromRecord } from '../host/recorder.js';
import { resolverConfig } from '../host/resolver-files.js';
import { buildReport } from '../report/build.js';
import type { Report } from '../report/schema.js';
import { VERSION } from '../version.js';
import { createExaminer } from './examine.js';
import type { SavedInputs } from './inputs.js';
import type { Subject } from './subject.js';

/** Why facts that the saved run didn't bring home won't come now. */
const OFFLINE = 'the saved run did not see it, and a saved report is diagnosed offline';

/** The machine as a report saved it: the same answers, nothing read from this one. */
function hostFrom(saved: SavedInputs): Host {
  const files = filesFromRecord(saved.files);
  return {
    files,
    environment: saved.environment,
    home: saved.home,
    uid: saved.uid,
    platform: saved.platform,
    nowMs: saved.nowMs,
    resolver: resolverConfig(files, saved.environment),
    libc: saved.libc,
    processes: saved.processes ?? [],
  };
}

/** Diagnoses a saved report again from its own facts and inputs with today's rules. Offline and pure. */
export function rediagnose(report: Report): Report {
  const saved = report.inputs as unknown as SavedInputs;
  const clients = saved.clients.flatMap(({ client: name, version }) => {
    const client = clientNamed(name);
    return client === undefined ? [] : [{ client, version }];
  });
  const subject: Subject = {
    host: hostFrom(saved),
    vantage: report.vantage,
    clients,
    operation: saved.operation,
    reference: saved.reference,
    flags: { ...saved.flags, dockerConfigJson: saved.flags.dockerConfigJson ?? null },
    allowInsecureAuth: saved.allowInsecureAuth,
  };
  const facts = new FactBook(Object.entries(report.facts) as unknown as [string, Fact][]);
  const { cases, findings, rights } = createExaminer(subject, facts).examine(OFFLINE);
  return buildReport({
    version: VERSION,
    startedAt: new Date(report.startedAt),
    operation: report.operation,
    reference: saved.reference,
    vantage: report.vantage,
    cases,
    findings,
    facts,
    inputs: report.inputs,
    rights,
    ...(report.views === undefined ? {} : { views: report.views }),
    notes: report.notes,
    strict: false,
    totalMs: report.timing.totalMs,
  });
}
