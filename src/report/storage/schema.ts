import { z } from 'zod';
import { finding, storage } from '../schema.js';

/**
 * The contract of `regdoctor storage --json`, schemaVersion 1. Written once: `docs/storage.schema.json` is made from it and the TypeScript
 * types derive from it. Imported as types only by everything that runs.
 */
const setting = z.object({
  client: z.enum(['buildah', 'podman']),
  driver: z.string().nullable(),
  graphRoot: z.string(),
  runRoot: z.string(),
  mountProgram: z.string().nullable(),
  mountOptions: z.string(),
  files: z.array(z.object({ path: z.string(), counts: z.boolean() })).describe('Those that are there'),
  sources: z.array(z.object({ path: z.string(), line: z.int().nullable(), says: z.string() })),
});

export const storageSchema = z.object({
  schemaVersion: z.literal(1),
  kind: z.literal('storage'),
  tool: z.object({ name: z.literal('regdoctor'), version: z.string() }),
  startedAt: z.iso.datetime(),
  exitCode: z.int(),
  ...storage.shape,
  settings: z.array(setting),
  findings: z.array(finding),
  unknown: z.array(z.object({ what: z.string(), why: z.string(), needed: z.string() })),
  facts: z.record(z.string(), z.unknown()).describe('Everything that was seen and tried'),
  notes: z.array(z.string()),
  error: z
    .object({ part: z.string(), message: z.string(), meant: z.string().nullable() })
    .nullable()
    .describe('The call itself was wrong (exit code 2)'),
});

export type StorageDocument = z.infer<typeof storageSchema>;
