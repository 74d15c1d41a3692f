import { z } from 'zod';

/** Longest text in a fact: certificates in base64 are the longest that probes keep. */
const MAX_CHARACTERS = 256 * 1024;
/** Most entries of a list in a fact: children of an index, tags, certificates. */
const MAX_ENTRIES = 10_000;

const text = z.string().max(MAX_CHARACTERS);
const list = <Entry extends z.ZodType>(entry: Entry) => z.array(entry).max(MAX_ENTRIES);
const texts = z.record(text, text);
const claims = z
  .object({
    issuedAtMs: z.number().nullable(),
    notBeforeMs: z.number().nullable(),
    expiresAtMs: z.number().nullable(),
    issuer: text.nullable(),
  })
  .nullable();
const blob = z.object({ digest: text, mediaType: text.nullable(), size: z.number().nullable() });
const platform = z.object({ os: text, architecture: text, variant: text.nullable() });

const dns = z.object({
  kind: z.literal('dns'),
  outcome: z.enum(['answer', 'nxdomain', 'nodata', 'server-failure', 'silent', 'unreachable', 'malformed']),
  addresses: list(text),
  ms: z.number(),
  queries: z.number(),
  detail: text.nullable(),
});

const tcp = z.object({
  kind: z.literal('tcp'),
  outcome: z.enum(['connected', 'refused', 'reset', 'unreachable', 'silent', 'failed']),
  ms: z.number(),
  segments: z.number(),
  detail: text.nullable(),
});

const tls = z.object({
  kind: z.literal('tls'),
  outcome: z.enum([
    'handshake',
    'plain-http',
    'not-tls',
    'alert',
    'closed',
    'reset',
    'silent',
    'proxy-refused',
    'failed',
  ]),
  ms: z.number(),
  protocol: text.nullable(),
  cipher: text.nullable(),
  chain: list(text),
  chainAsSent: z.boolean(),
  clientCertificateAsked: z.boolean(),
  clientCertificateWithheld: z.boolean().optional(),
  firstBytes: text.nullable(),
  detail: text.nullable(),
});

const http = z.object({
  kind: z.literal('http'),
  outcome: z.enum([
    'response',
    'closed',
    'reset',
    'silent',
    'malformed',
    'too-large',
    'stalled',
    'proxy-refused',
    'failed',
  ]),
  ms: z.number(),
  status: z.number().nullable(),
  statusText: text,
  headers: texts,
  challenges: list(
    z.object({
      scheme: text,
      parameters: texts,
      follows: z.literal(true).optional(),
      unread: list(text).optional(),
    }),
  ),
  bodyBytes: z.number(),
  bodyStart: text,
  errors: list(z.object({ code: text, message: text })),
  mediaType: text.nullable(),
  index: list(
    z.object({
      digest: text,
      mediaType: text.nullable(),
      os: text.nullable(),
      architecture: text.nullable(),
      variant: text.nullable(),
    }),
  ).nullable(),
  token: z
    .object({
      present: z.boolean(),
      unusable: z.literal(true).optional(),
      expiresInSeconds: z.number().nullable(),
      access: list(z.object({ name: text, actions: list(text) })).nullable(),
      claims: claims.optional(),
    })
    .nullable(),
  sent: claims.unwrap().optional(),
  configDigest: text.nullable(),
  config: blob.nullable().optional(),
  layers: list(blob).nullable().optional(),
  schemaVersion: z.number().nullable().optional(),
  contentDigest: text.optional(),
  tags: list(text).nullable().optional(),
  platform: platform.nullable().optional(),
  detail: text.nullable(),
});

const certificate = z.object({
  kind: z.literal('certificate'),
  outcome: z.enum(['fetched', 'failed']),
  der: text.nullable(),
  ms: z.number(),
  detail: text.nullable(),
});

const helper = z.object({
  kind: z.literal('helper'),
  outcome: z.enum(['credentials', 'not-found', 'missing', 'failed', 'junk', 'silent']),
  credential: z.enum(['basic', 'identity-token']).nullable(),
  ms: z.number(),
  detail: text.nullable(),
});

/** Facts of a saved report as probes write them (`facts/facts.ts`): rules rely on every field being what its type says. */
export const savedFacts = z.record(
  z.string(),
  z.discriminatedUnion('kind', [dns, tcp, tls, http, certificate, helper]),
);
