import { z } from 'zod';

/**
 * The contract of `regdoctor plan --json`, schemaVersion 1. Written once: `docs/plan.schema.json` is made from it and the TypeScript
 * types derive from it. Imported as types only by everything that runs.
 */
const source = z.object({
  path: z.string().describe('File as the client sees it, variable, flag or program'),
  line: z.int().nullable(),
  says: z.string(),
});

const attemptNumber = z.int().min(1).describe('Number of an attempt within its client');

const attempt = z
  .object({
    kind: z.literal('attempt'),
    depth: z.int(),
    number: attemptNumber,
    step: z.enum(['ping', 'token', 'manifest', 'blob', 'upload', 'login', 'tags']),
    method: z.string(),
    url: z.string(),
    tls: z
      .object({
        verify: z.boolean(),
        systemRoots: z.array(z.string()).describe("Files and directories of the system's CAs, in the client's order"),
        caFiles: z.array(z.object({ path: z.string(), because: source })),
        clientCertificate: z.object({ path: z.string(), because: source }).nullable(),
        rulesOfGo: z.string().describe('Rule set of crypto/x509'),
      })
      .nullable()
      .describe('Null for plain HTTP'),
    proxy: z.object({ url: z.string(), because: source }).nullable(),
    proxyError: z.string().nullable().describe('The request fails at once with this text'),
    credentials: z
      .object({
        sent: z.enum(['when challenged', 'as challenged before']),
        challengedAt: attemptNumber.nullable(),
        from: source.nullable().describe('Null: no credentials are found, the token is asked for as nobody'),
        matchedKey: z.string().nullable(),
        scopes: z.array(z.string()),
        realm: z.literal('named by the challenge'),
      })
      .nullable(),
    timeouts: z
      .object({
        connectMs: z.number().nullable().describe('Look-up and all connects together'),
        tlsMs: z.number().nullable(),
        answerMs: z.number().nullable(),
        wholeMs: z.number().nullable(),
      })
      .describe('Null: the client sets no limit'),
    resolver: z.object({ kind: z.enum(['go', 'glibc', 'musl']), because: z.string() }),
    redirects: z.int(),
    again: z
      .object({
        statuses: z.array(z.int()),
        delaysMs: z.array(z.number()),
        retryAfter: z.enum(['honoured', 'ignored']),
      })
      .nullable(),
    movesOn: z
      .object({ when: z.string(), to: attemptNumber.nullable() })
      .nullable()
      .describe('What a failure here leads to; null: it is final but for retries'),
    notes: z.array(z.string()),
    because: z.array(source),
  })
  .describe('One request');

const entry = z.discriminatedUnion('kind', [
  attempt,
  z
    .object({ kind: z.literal('ways'), depth: z.int(), label: z.string(), ways: z.int(), reports: z.string() })
    .describe('What follows one level deeper are several ways, tried in order'),
  z.object({ kind: z.literal('race'), depth: z.int(), ways: z.int(), staggerMs: z.number() }),
  z.object({
    kind: z.literal('retry'),
    depth: z.int(),
    attempts: z.int(),
    delaysMs: z.array(z.number()),
    when: z.string(),
    because: source,
  }),
  z
    .object({ kind: z.literal('branch'), depth: z.int(), condition: z.string(), because: source.nullable() })
    .describe('Which of two branches is taken hangs on a fact that only the network tells'),
  z.object({
    kind: z.literal('stop'),
    depth: z.int(),
    failure: z.string(),
    says: z.string(),
    because: z.array(source),
  }),
  z
    .object({ kind: z.literal('again'), depth: z.int(), from: attemptNumber, to: attemptNumber })
    .describe('The same attempts once more'),
  z.object({ kind: z.literal('cut'), depth: z.int() }).describe('The plan goes on; it is too long to be shown'),
]);

const client = z.object({
  client: z.string(),
  version: z.string(),
  versionFrom: z.enum(['program', 'flag', 'assumed']),
  basis: z.enum(['run', 'read']),
  reference: z
    .object({
      registry: z.string(),
      repository: z.string(),
      tag: z.string().nullable(),
      digest: z.string().nullable(),
    })
    .nullable(),
  entries: z.array(entry).describe('In the order of time; depth says what belongs together'),
  sources: z.array(source),
  observations: z.array(z.object({ code: z.string(), path: z.string(), line: z.int().nullable(), text: z.string() })),
});

export const planSchema = z.object({
  schemaVersion: z.literal(1),
  kind: z.literal('plan'),
  operation: z.enum(['pull', 'push', 'login']),
  tool: z.object({ name: z.literal('regdoctor'), version: z.string() }),
  exitCode: z.int(),
  reference: z.string().describe('As typed'),
  root: z.string(),
  clients: z.array(client),
  error: z
    .object({ part: z.string(), message: z.string(), meant: z.string().nullable() })
    .nullable()
    .describe('The call itself was wrong (exit code 2)'),
});

export type PlanDocument = z.infer<typeof planSchema>;
export type PlanClient = PlanDocument['clients'][number];
export type PlanEntry = PlanClient['entries'][number];
export type PlanAttempt = Extract<PlanEntry, { kind: 'attempt' }>;
export type PlanSource = PlanClient['sources'][number];
