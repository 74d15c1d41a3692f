import type { StorageFacts } from '../../facts/storage.js';
import { diagnoseStorage } from '../../findings/storage/diagnose.js';
import { cleanDeep, safeWords } from '../clean-deep.js';
import { EXIT } from '../exit-code.js';
import type { ReportFinding } from '../schema.js';
import { storageFindings } from './findings.js';
import type { StorageDocument } from './schema.js';
import { storageSummary } from './summary.js';

/** The document of `regdoctor storage` from what was seen. Pure. 1 an error finding, with `strict` a warning too; else 3 something unknown; else 0. */
export function buildStorage(
  facts: StorageFacts,
  run: { readonly version: string; readonly startedAt: string; readonly strict: boolean },
): StorageDocument {
  const diagnosis = diagnoseStorage(facts);
  const findings = storageFindings(diagnosis.findings).map(cleanFinding);
  const summary = cleanDeep(storageSummary(facts, diagnosis), safeWords);
  const unknown = cleanDeep([...diagnosis.unknown], safeWords);
  const counts = findings.some(({ severity }) => severity === 'error' || (run.strict && severity === 'warning'));
  return {
    schemaVersion: 1,
    kind: 'storage',
    tool: { name: 'regdoctor', version: run.version },
    startedAt: run.startedAt,
    exitCode: counts ? EXIT.finding : unknown.length > 0 ? EXIT.unknown : EXIT.ok,
    ...summary,
    settings: cleanDeep(
      facts.clients.map(({ client, settings }) => ({
        client,
        driver: settings.driver,
        graphRoot: settings.graphRoot,
        runRoot: settings.runRoot,
        mountProgram: settings.mountProgram,
        mountOptions: settings.mountOptions,
        files: settings.files.map(({ path, counts: does }) => ({ path, counts: does })),
        sources: Object.values(settings.sources).map(({ path, line, says }) => ({ path, line, says })),
      })),
      safeWords,
    ),
    findings,
    unknown,
    facts: cleanDeep({ ...facts }, safeWords),
    notes:
      summary.verdict === 'broken'
        ? ['skopeo copy and skopeo inspect need none of this: they unpack and mount nothing']
        : [],
    error: null,
  };
}

/** Words are cleaned; what is pasted stays as it is: it is made from paths that paste.ts checks, and of our own lines. */
function cleanFinding({ fixes, ...finding }: ReportFinding): ReportFinding {
  return { ...cleanDeep(finding, safeWords), fixes };
}
