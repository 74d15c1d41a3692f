import { z } from 'zod';
import { vantage } from '../schema.js';

/**
 * The contract of `regdoctor egress --json`, schemaVersion 1. Written once: `docs/egress.schema.json` is made from it and the TypeScript
 * types derive from it. Imported as types only by everything that runs.
 */
const state = z
  .enum(['open', 'refused', 'silent', 'unreachable', 'cut', 'unknown'])
  .describe('Seen from here; cut: it connects, and the connection is then closed or left without an answer');

const destination = z.object({
  host: z.string().describe('Name, or address where the client has no name'),
  port: z.int(),
  protocol: z.enum(['tcp', 'udp and tcp']),
  through: z
    .string()
    .nullable()
    .describe('URL of the proxy that has to let it pass; null: asked directly by this machine'),
  for: z.array(z.enum(['registry', 'mirror', 'tokens', 'blobs', 'redirects', 'uploads', 'proxy', 'names'])),
  clients: z.array(z.string()),
  state,
  why: z.string().nullable(),
  addresses: z.array(z.object({ address: z.string(), state })),
});

export const egressSchema = z.object({
  schemaVersion: z.literal(1),
  kind: z.literal('egress'),
  operation: z.enum(['pull', 'push', 'login']),
  tool: z.object({ name: z.literal('regdoctor'), version: z.string() }),
  startedAt: z.iso.datetime(),
  exitCode: z.int().describe('As that of a check'),
  reference: z.string().describe('As typed'),
  vantage,
  verdict: z.enum(['ok', 'degraded', 'broken', 'unknown']).describe('As that of a check'),
  summary: z.string(),
  destinations: z
    .array(destination)
    .describe('Each with what it is for; what goes through a proxy after what does not'),
  unknown: z.array(z.object({ what: z.string(), why: z.string(), needed: z.string() })),
  error: z
    .object({ part: z.string(), message: z.string(), meant: z.string().nullable() })
    .nullable()
    .describe('The call itself was wrong (exit code 2)'),
});

export type EgressDocument = z.infer<typeof egressSchema>;
export type Destination = EgressDocument['destinations'][number];
export type EgressState = Destination['state'];
export type Purpose = Destination['for'][number];
