import { z } from 'zod';

/**
 * The contract of `regdoctor apply --json`, schemaVersion 1. Written once: `docs/apply.schema.json` is made from it and the TypeScript
 * types derive from it. Imported as types only by everything that runs.
 */
const file = z.object({
  path: z.string().describe('As the machine under the root sees it'),
  action: z.enum(['write', 'edit', 'remove']),
  state: z.enum(['new', 'changed', 'removed', 'same']).describe('What becomes of it; same: it is so already'),
  written: z.boolean().describe('It was carried out on this run'),
  diff: z
    .array(z.string())
    .describe('As diff -u prints it, without the lines of names and without secrets; empty for edit and remove'),
  edits: z.array(z.object({ pointer: z.string(), from: z.string() })).describe('Values that are copied; never shown'),
  note: z.string().nullable().describe('What stands in the way of writing it as this user'),
});

const side = z.object({ outcome: z.enum(['ok', 'slow', 'fail', 'unknown']), ms: z.number() });

const fix = z.object({
  id: z.string(),
  code: z.string().describe('Of the finding that it is for'),
  client: z.string(),
  kind: z.enum(['host', 'server', 'request']),
  summary: z.string(),
  state: z
    .enum(['ready', 'written', 'already', 'by-hand', 'refused', 'left', 'to-name', 'elsewhere'])
    .describe(
      'ready: --yes would write it · already: its files are so · by-hand: it has lines to paste and no files · left: another one was chosen · to-name: only with --fix · elsewhere: nothing of this machine',
    ),
  why: z.string().nullable(),
  proof: z.object({ kind: z.enum(['replayed', 'tried', 'hypothetical']), before: side, after: side }),
  limits: z.array(z.string()),
  files: z.array(file),
  commands: z.array(z.string()).describe('For a person to run; apply runs none'),
  prose: z.array(z.string()),
  reload: z.string(),
});

export const applySchema = z.object({
  schemaVersion: z.literal(1),
  kind: z.literal('apply'),
  tool: z.object({ name: z.literal('regdoctor'), version: z.string() }),
  exitCode: z.int(),
  root: z.string(),
  report: z
    .object({
      startedAt: z.string(),
      operation: z.enum(['pull', 'push', 'login']),
      reference: z.string(),
      files: z.string().describe('The root that it was made for'),
    })
    .nullable(),
  write: z.boolean().describe('--yes was given'),
  summary: z.string(),
  fixes: z.array(fix),
  backup: z
    .object({ directory: z.string(), undo: z.string().describe('The line that takes everything back') })
    .nullable()
    .describe('Where what was there is kept; null: nothing was written'),
  checkAgain: z.string().nullable().describe('The line that shows whether it helped; null: the reference is none'),
  error: z
    .object({ part: z.string(), message: z.string(), meant: z.string().nullable() })
    .nullable()
    .describe('The call itself was wrong (exit code 2)'),
});

export type ApplyDocument = z.infer<typeof applySchema>;
export type ApplyFix = ApplyDocument['fixes'][number];
export type ApplyFile = ApplyFix['files'][number];
