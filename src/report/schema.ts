import { z } from 'zod';

/**
 * The report contract, schemaVersion 1. Written once: `docs/report.schema.json` is made from it and the TypeScript types derive
 * from it. Imported as types only by everything that runs; `check` loads no validator.
 */
const source = z.object({
  path: z.string().describe('File as the client sees it, variable, flag or program'),
  line: z.int().nullable(),
  says: z.string(),
});

const right = z.enum(['yes', 'no', 'unknown']);

const unknown = z.object({ what: z.string(), why: z.string(), needed: z.string() });

const attempt = z.object({
  id: z.int(),
  parent: z.int().nullable(),
  step: z.enum(['dns', 'tcp', 'tls', 'wait', 'ping', 'token', 'manifest', 'blob', 'upload', 'login', 'tags']),
  method: z.string().nullable(),
  url: z.string().nullable(),
  address: z.string().nullable(),
  tlsVerify: z.boolean().nullable(),
  credentialFrom: z.string().nullable(),
  outcome: z.string().describe('ok, unknown, or the kind of failure'),
  status: z.int().nullable(),
  finding: z.string().nullable(),
  startMs: z.number(),
  ms: z.number(),
  wasted: z.boolean(),
  retry: z.int(),
  facts: z.array(z.string()),
  detail: z.string().nullable(),
  proxy: z
    .string()
    .nullable()
    .optional()
    .describe('Through which proxy a request goes; null: none, left out: it is part of a request'),
});

const client = z.object({
  client: z.string(),
  version: z.string(),
  versionFrom: z.enum(['program', 'flag', 'assumed']),
  basis: z.enum(['run', 'read']),
  outcome: z.enum(['ok', 'slow', 'fail', 'unknown']),
  predictedMs: z.number(),
  bound: z.enum(['exact', 'atLeast', 'unbounded']),
  says: z.string().nullable().describe("The client's own error as predicted"),
  attempts: z.array(attempt),
  sources: z.array(source),
  real: z.null(),
});

const proofSide = z.object({ outcome: z.enum(['ok', 'slow', 'fail', 'unknown']), ms: z.number() });

const fix = z.object({
  id: z.string(),
  kind: z.enum(['host', 'server', 'request']),
  client: z.string(),
  summary: z.string(),
  limits: z.array(z.string()),
  files: z.array(
    z.object({
      path: z.string(),
      action: z.enum(['write', 'edit', 'remove']),
      content: z.string().nullable(),
      edits: z.array(z.object({ pointer: z.string(), from: z.string() })),
    }),
  ),
  commands: z.array(z.string()),
  prose: z.array(z.string()),
  reload: z.string(),
  proof: z.object({ kind: z.enum(['replayed', 'hypothetical']), before: proofSide, after: proofSide }),
});

const finding = z.object({
  id: z.string(),
  code: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  title: z.string(),
  subject: z.string(),
  location: z.object({ path: z.string(), line: z.int().nullable() }).nullable(),
  evidence: z.array(z.object({ text: z.string(), fact: z.string().nullable() })),
  clients: z.array(z.string()),
  causedBy: z.string().nullable(),
  detail: z.string().nullable(),
  runbook: z.string(),
  nextStep: z.string(),
  fixes: z.array(fix),
});

export const reportSchema = z.object({
  schemaVersion: z.literal(1),
  kind: z.literal('check'),
  operation: z.enum(['pull', 'push', 'login']),
  tool: z.object({ name: z.literal('regdoctor'), version: z.string() }),
  startedAt: z.iso.datetime(),
  exitCode: z.int(),
  reference: z
    .object({
      input: z.string(),
      registry: z.string().nullable(),
      repository: z.string().nullable(),
      tag: z.string().nullable(),
      digest: z.string().nullable(),
    })
    .describe('As the first client normalises it; null fields where it is no reference'),
  vantage: z.object({
    network: z.enum(['pod', 'node', 'host']),
    resolver: z.enum(['pod', 'node', 'host']),
    files: z.string(),
  }),
  rights: z
    .object({
      repository: z.string(),
      anonymous: z.object({ pull: right, push: right }),
      account: z
        .object({ credential: z.string(), pull: right, push: right })
        .nullable()
        .describe('The account that the client sent, by where it lies; null where it sent none'),
      says: z.string().nullable().describe('The same in one sentence; null where nothing could be seen'),
    })
    .nullable()
    .optional()
    .describe('Who may do what with the repository, as seen for a push; null where the registry gave no answer'),
  verdict: z.enum(['ok', 'degraded', 'broken', 'unknown']),
  summary: z.string(),
  disagreement: z
    .string()
    .nullable()
    .optional()
    .describe('Why clients come to different ends, in one sentence; null where they agree'),
  unknown: z.array(unknown),
  clients: z.array(client),
  facts: z.record(z.string(), z.record(z.string(), z.unknown())),
  inputs: z.record(z.string(), z.unknown()),
  findings: z.array(finding),
  notes: z.array(z.string()).describe('What was left out or allowed on this run'),
  error: z
    .object({ part: z.string(), message: z.string(), meant: z.string().nullable() })
    .nullable()
    .describe('The call itself was wrong (exit code 2)'),
  timing: z.object({ totalMs: z.number() }),
});

export type Report = z.infer<typeof reportSchema>;
export type ReportClient = Report['clients'][number];
export type ReportFinding = Report['findings'][number];
export type ReportFix = ReportFinding['fixes'][number];
export type ReportAttempt = ReportClient['attempts'][number];
