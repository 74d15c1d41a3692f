import type { FileRecord } from '../host/recorder.js';
import { redactRecord } from '../host/redact-record.js';
import type { Report } from '../report/schema.js';
import type { SavedInputs } from './inputs.js';

/** A saved report whose files are redacted by today's rules: whoever saved it may have had an older regdoctor. */
export function refreshedInputs(report: Report): Report {
  const { files } = report.inputs as unknown as SavedInputs;
  return { ...report, inputs: { ...report.inputs, files: redactRecord(files as FileRecord) } };
}
