import { z } from 'zod';
import { reportSchema } from '../schema.js';

/**
 * The contract of `regdoctor roundtrip --json`, schemaVersion 1. Written once: `docs/roundtrip.schema.json` is made from it and the TypeScript
 * types derive from it. Imported as types only by everything that runs.
 */
const right = z.object({
  may: z.enum(['yes', 'no', 'unknown']),
  seen: z.string().describe('How it was seen'),
});

const run = z.object({
  client: z.string(),
  program: z.string().describe('Absolute path'),
  does: z.enum(['look', 'push', 'pull']).describe('look: whether the name is free'),
  as: z.enum(['account', 'anonymous']),
  reference: z.string(),
  outcome: z.enum(['ok', 'fail', 'unknown']).describe('unknown: it was stopped, or could not be started'),
  ms: z.number(),
  says: z.string().nullable().describe('Its last words, cleaned; null where it succeeded'),
  explained: z.array(z.string()).describe('Codes that regdoctor explain reads in its words, the likeliest first'),
  refusal: z
    .enum(['denied', 'absent', 'unreached', 'local', 'withheld', 'other'])
    .nullable()
    .describe(
      'What its end says of the registry; local: nothing, it cannot work on this machine; withheld: it was not run, because it would, or could, send a credential over plain HTTP; null: it went well, or was stopped',
    ),
  next: z.string().nullable().describe('Line to paste where it failed; null: there is none'),
});

const left = z.object({
  repository: z.string(),
  tag: z.string(),
  digest: z.string().nullable().describe('null: the push did not get so far as to tell it'),
  sure: z.boolean().describe('false: it could not be seen whether it is there'),
  why: z.string(),
  ways: z
    .array(z.object({ when: z.string(), commands: z.array(z.string()) }))
    .describe('What removes it: each way with its condition, and its commands in order'),
});

const finding = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  title: z.string(),
  runbook: z.string(),
  nextStep: z.string(),
});

export const roundtripSchema = z.object({
  schemaVersion: z.literal(1),
  kind: z.literal('roundtrip'),
  tool: z.object({ name: z.literal('regdoctor'), version: z.string() }),
  startedAt: z.iso.datetime(),
  exitCode: z.int(),
  registry: z.string().describe('As typed'),
  image: z
    .object({
      reference: z.string(),
      repository: z.string(),
      tag: z.string(),
      digest: z.string().nullable().describe('As the client pushed it; null: nothing was pushed'),
      bytes: z.int().describe('Manifest, configuration and layer'),
      platform: z.string(),
    })
    .nullable(),
  vantage: reportSchema.shape.vantage,
  verdict: z.enum(['ok', 'degraded', 'broken', 'unknown']),
  summary: z.string(),
  runs: z.array(run).describe('What the real clients did, in order; tries of rights are under rights'),
  rights: z
    .object({
      repository: z.string(),
      anonymous: z.object({ pull: right, push: right }),
      account: z.object({ credential: z.string(), pull: right, push: right }).nullable().describe('null: none is used'),
    })
    .nullable()
    .describe('Who may do what with the own repository; null: it was not tried'),
  findings: z.array(finding),
  diagnosis: reportSchema
    .nullable()
    .describe('What regdoctor check says of what failed, asked while the image was there'),
  deployment: z
    .object({
      yaml: z.string(),
      again: z
        .string()
        .nullable()
        .describe('Its image is gone again: the line that pushes another one and leaves it there; null: it is there'),
      secret: z.array(z.string()).describe('Commands that make its imagePullSecret; empty: it needs none'),
      notes: z.array(z.string()),
    })
    .nullable(),
  left: z.array(left).describe('Tags that are, or may be, still there'),
  remains: z.string().nullable().describe('What no client can remove; null where nothing was sent'),
  notes: z.array(z.string()),
  unknown: z.array(z.object({ what: z.string(), why: z.string(), needed: z.string() })),
  error: z
    .object({ part: z.string(), message: z.string(), meant: z.string().nullable() })
    .nullable()
    .describe('The call itself was wrong (exit code 2)'),
  timing: z.object({ totalMs: z.number() }),
});

export type RoundtripDocument = z.infer<typeof roundtripSchema>;
export type RoundtripRun = RoundtripDocument['runs'][number];
export type RoundtripRight = z.infer<typeof right>;
export type RoundtripRights = NonNullable<RoundtripDocument['rights']>;
export type RoundtripLeft = RoundtripDocument['left'][number];
export type RoundtripDeployment = NonNullable<RoundtripDocument['deployment']>;
