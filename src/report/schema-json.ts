import { z } from 'zod';
import { reportSchema } from './schema.js';

/** The report contract as JSON Schema, as published in docs/report.schema.json. */
export function reportJsonSchema(): unknown {
  return { $id: 'urn:regdoctor:report:1', title: 'regdoctor report', ...z.toJSONSchema(reportSchema) };
}
