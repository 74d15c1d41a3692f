import { z } from 'zod';
import { type Report, reportSchema } from '../report/schema.js';

const savedInputs = z.object({
  reference: z.string(),
  operation: z.enum(['pull', 'push', 'login']),
  clients: z.array(
    z.object({
      client: z.string(),
      version: z.object({ text: z.string(), from: z.enum(['program', 'flag', 'assumed']) }),
    }),
  ),
  flags: z.record(z.string(), z.unknown()),
  environment: z.record(z.string(), z.string()),
  home: z.string(),
  uid: z.number(),
  nowMs: z.number(),
  files: z.record(z.string(), z.object({ read: z.unknown(), list: z.unknown() })),
});

/** A saved report out of a file's text, checked against the schema: whoever made the file is not trusted. */
export function parseSavedReport(text: string): { ok: true; report: Report } | { ok: false; message: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { ok: false, message: `it is not JSON (${error instanceof Error ? error.message : 'unreadable'})` };
  }
  const parsed = reportSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return {
      ok: false,
      message: `it is no regdoctor report: ${issue?.path.join('.') || 'document'}: ${issue?.message ?? 'invalid'}`,
    };
  }
  const inputs = savedInputs.safeParse(parsed.data.inputs);
  if (!inputs.success)
    return { ok: false, message: `its inputs are incomplete: ${inputs.error.issues[0]?.path.join('.') ?? ''}` };
  return { ok: true, report: parsed.data };
}
