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

const real = z
  .object({
    program: z.string().describe('The program that ran, as found on the PATH'),
    version: z.string().nullable(),
    command: z.string().describe('The line as it ran, without secrets'),
    outcome: z.enum(['ok', 'fail', 'unknown']).describe('unknown: it was stopped, or could not be started'),
    ms: z.number().describe('From its start until the manifest was there or it gave up, as predictedMs counts'),
    attempts: z.array(
      z.object({ method: z.string().nullable(), url: z.string(), startMs: z.number(), outcome: z.string().nullable() }),
    ),
    says: z.string().nullable().describe('Its last words, cleaned'),
    explained: z.array(z.string()).describe('Codes that regdoctor explain reads in its words, the likeliest first'),
    agrees: z.enum(['yes', 'no', 'unknown']),
    difference: z.string().nullable().describe('What differs from the prediction, in one sentence'),
    limits: z.array(z.string()).describe('What this run does not show'),
    toReport: z
      .string()
      .nullable()
      .describe('Lines to open an issue with where prediction and reality differ: hosts and names replaced; else null'),
  })
  .describe('What the real program did, run by --prove');

/** Where facts are seen from; in every document that looks at the network. */
export const vantage = z.object({
  network: z.enum(['pod', 'node', 'host']),
  resolver: z.enum(['pod', 'node', 'host']),
  files: z.string(),
  filesFrom: z
    .enum(['asked', 'noticed'])
    .optional()
    .describe("noticed: the node's disk was found under /host and --root was not given; left out: this machine's own"),
  filesReadOnly: z
    .boolean()
    .optional()
    .describe('True: the files are mounted read-only here, so that fixes are pasted on the machine itself'),
  kubernetes: z
    .object({
      namespace: z.string().nullable(),
      pod: z.string().nullable(),
      serviceAccount: z.string().nullable(),
      node: z.string().nullable(),
      hostNetwork: z.enum(['yes', 'no', 'unknown']),
    })
    .nullable()
    .optional()
    .describe('The pod that this process runs in; null or left out: none'),
});

const view = z.object({
  name: z.enum(['pod', 'node']),
  files: z.string(),
  network: z.enum(['pod', 'node', 'host']),
  nameServers: z.array(z.string()),
  registry: z.string().nullable().describe('The name that clients look up; null: it is an address, or there is none'),
  addresses: z.array(z.string()).describe('What that name resolves to in this view'),
  lookUp: z.string().nullable().describe('Why it has no address in this view; null where it has, or nobody could see'),
  clients: z.array(
    z.object({
      client: z.string(),
      outcome: z.enum(['ok', 'slow', 'fail', 'unknown']),
      finding: z.string().nullable().describe('Code of the first finding that touches it'),
      says: z.string().nullable(),
    }),
  ),
  notSeen: z.string().nullable().describe('What this view cannot show from here, and what would show it'),
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
  real: real.nullable(),
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
  proof: z.object({
    kind: z
      .enum(['replayed', 'tried', 'hypothetical'])
      .describe('tried: what it leads to was tried on this machine (storage)'),
    before: proofSide,
    after: proofSide.extend({
      attempts: z
        .array(attempt)
        .optional()
        .describe('The walk as replayed over the fix, of the first client that the fix names; left out: not walked'),
    }),
    says: z.string().optional().describe('What was tried, or why it could not be (storage)'),
  }),
  pod: z
    .object({
      yaml: z.string().describe('Lines under spec of the Pod; CONTAINER stands for the name of the container'),
      podSecurity: z.enum(['restricted', 'baseline', 'privileged']).describe('The strictest level that admits them'),
      gives: z.string().describe('What the pod gives away, or what it takes to have it'),
      flags: z.string().describe('The same for docker run and podman run'),
      started: z.enum(['by Kubernetes', 'otherwise']).describe('How the container looked at was started'),
    })
    .optional()
    .describe('For whoever writes the pod'),
});

/** One finding; in every document that has any. */
export const finding = z.object({
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

/** What clients can do with the storage of images on this machine. */
export const storage = z.object({
  verdict: z.enum(['ok', 'degraded', 'broken', 'unknown']),
  summary: z.string(),
  prospects: z.array(
    z.object({
      client: z.enum(['buildah', 'podman']),
      version: z.string().nullable(),
      installed: z.boolean().describe('false: said is what it would do'),
      operation: z.enum(['pull', 'bud', 'run']).describe('bud: a build with a RUN step'),
      outcome: z.enum(['works', 'fails', 'unknown']),
      driver: z.enum(['overlay', 'fuse-overlayfs', 'vfs']).nullable().describe('null: it does not get that far'),
      says: z.string().nullable().describe('Its words as predicted; where unknown, why'),
    }),
  ),
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
  vantage,
  views: z.array(view).optional().describe("The pod's view and the node's, where both can be had"),
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
  storage: storage
    .optional()
    .describe('What buildah and podman can do with their storage here (--storage); its findings are among the others'),
  notes: z.array(z.string()).describe('What was left out or allowed on this run'),
  error: z
    .object({ part: z.string(), message: z.string(), meant: z.string().nullable() })
    .nullable()
    .describe('The call itself was wrong (exit code 2)'),
  timing: z.object({ totalMs: z.number() }),
});

export type Report = z.infer<typeof reportSchema>;
export type ReportReal = z.infer<typeof real>;
export type ReportStorage = z.infer<typeof storage>;
export type ReportView = z.infer<typeof view>;
export type ReportClient = Report['clients'][number];
export type ReportFinding = Report['findings'][number];
export type ReportFix = ReportFinding['fixes'][number];
export type ReportAttempt = ReportClient['attempts'][number];
