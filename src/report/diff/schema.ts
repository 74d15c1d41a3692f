import { z } from 'zod';
import { vantage } from '../schema.js';

/**
 * The contract of `regdoctor diff --json`, schemaVersion 1. Written once: `docs/diff.schema.json` is made from it and the TypeScript types derive from
 * it. Imported as types only by everything that runs.
 */
const verdict = z.enum(['ok', 'degraded', 'broken', 'unknown']);
const outcome = z.enum(['ok', 'slow', 'fail', 'unknown']);

const side = z.object({
  file: z.string().describe('As named in the call'),
  startedAt: z.string(),
  tool: z.string().describe('Version that saved it; both are diagnosed with the rules of this one'),
  operation: z.enum(['pull', 'push', 'login']),
  reference: z.string(),
  vantage,
  verdict,
  summary: z.string(),
});

const walk = z.object({ version: z.string(), outcome, predictedMs: z.number(), says: z.string().nullable() });

const client = z.object({
  client: z.string(),
  good: walk.nullable().describe('null: not judged there'),
  bad: walk.nullable(),
  differs: z.boolean().describe('It comes to another outcome, or fails by something else'),
});

const finding = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  subject: z.string(),
  client: z.string(),
  title: z.string(),
});

const difference = z.object({
  kind: z.enum([
    'reference',
    'file',
    'variable',
    'flag',
    'version',
    'machine',
    'vantage',
    'name',
    'address',
    'certificate',
    'handshake',
    'answer',
    'helper',
    'time',
  ]),
  subject: z.string().describe('The file, the variable, the name, the address, the request'),
  good: z.string().nullable().describe('What it is there; null: it is not there, or what differs is in the lines'),
  bad: z.string().nullable(),
  lines: z
    .array(z.object({ sign: z.enum([' ', '-', '+']), line: z.int(), text: z.string() }))
    .describe(
      'Of a file: - only in the first report, + only in the second, with lines around them; secrets are redacted',
    ),
  weight: z
    .enum(['explains', 'takes part', 'decides', 'other'])
    .describe(
      'explains: with it as in the first report, replay of the second comes to the first one’s end. takes part: it does so together with the others that take part. decides: it decided something, but alone changes no end. other: not known to matter',
    ),
  clients: z.array(z.string()).describe('Whose outcome it explains or takes part in, or in whose walk it decided'),
});

export const diffSchema = z.object({
  schemaVersion: z.literal(1),
  kind: z.literal('diff'),
  tool: z.object({ name: z.literal('regdoctor'), version: z.string() }),
  exitCode: z.int().describe('0 nothing that matters differs, 1 something does, 2 the call was wrong'),
  summary: z.string(),
  good: side.nullable(),
  bad: side.nullable(),
  clients: z.array(client),
  findings: z.object({
    gained: z.array(finding).describe('Only in the second report'),
    lost: z.array(finding).describe('Only in the first report'),
  }),
  differences: z.array(difference).describe('What likely explains the outcome first'),
  notes: z.array(z.string()),
  error: z
    .object({ part: z.string(), message: z.string(), meant: z.string().nullable() })
    .nullable()
    .describe('The call itself was wrong (exit code 2)'),
});

export type DiffDocument = z.infer<typeof diffSchema>;
export type Difference = DiffDocument['differences'][number];
export type DiffClient = DiffDocument['clients'][number];
export type DiffFinding = DiffDocument['findings']['gained'][number];
export type DiffSide = NonNullable<DiffDocument['good']>;
