import { z } from 'zod';

/**
 * The contract of `regdoctor config --json`, schemaVersion 1. Written once: `docs/config.schema.json` is made from it and the
 * TypeScript types derive from it. Imported as types only by everything that runs.
 */
const source = z.object({
  path: z.string().describe('File as the client sees it, variable, flag or program'),
  line: z.int().nullable(),
  says: z.string(),
});

const place = z.object({
  path: z.string(),
  found: z.enum(['read', 'absent', 'unreadable', 'ignored']),
  says: z.string().describe('What it is for; where ignored or unreadable, why'),
});

const dead = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning']).describe('error: the client stops because of it'),
  path: z.string(),
  line: z.int().nullable(),
  text: z.string(),
  meant: z.enum(['insecure', 'trust', 'credentials', 'mirror', 'block', 'other']),
  cure: z
    .array(
      z.object({
        path: z.string(),
        content: z.string().nullable().describe('Whole new content; null where it would hold a secret'),
      }),
    )
    .describe('Files that would make it work; not tried against the network'),
  edits: z
    .array(z.object({ path: z.string(), pointer: z.string(), from: z.string() }))
    .describe('For files with secrets: the value at the JSON pointer `from` belongs at `pointer`'),
});

const meaning = z.object({
  path: z.string(),
  line: z.int().nullable(),
  does: z.string().describe('One clause in the present tense'),
  versions: z.string().describe('Which versions of which programs do so'),
  not: z.string().nullable().describe('What it is taken for and does not do'),
});

const client = z.object({
  client: z.string(),
  version: z.string(),
  versionFrom: z.enum(['program', 'flag', 'assumed']),
  places: z.array(place).describe('In the order in which the client reads them'),
  deciding: z.array(source).describe('What decides for the reference; empty without one'),
  meanings: z.array(meaning).describe('What the lines say; with a reference those for its registry, without one all'),
  stops: z
    .array(z.object({ reference: z.string(), says: z.string(), because: z.array(source) }))
    .describe('References for which the client gives up before any request because of its configuration'),
  dead: z.array(dead),
  leftOut: z.object({ places: z.int(), dead: z.int(), meanings: z.int() }),
});

export const configSchema = z.object({
  schemaVersion: z.literal(1),
  kind: z.literal('config'),
  tool: z.object({ name: z.literal('regdoctor'), version: z.string() }),
  exitCode: z.int(),
  root: z.string(),
  reference: z.string().nullable().describe('As typed; null: whatever image is asked for'),
  file: z.string().nullable().describe('The one file that was looked at, or null'),
  clients: z.array(client),
  error: z
    .object({ part: z.string(), message: z.string(), meant: z.string().nullable() })
    .nullable()
    .describe('The call itself was wrong (exit code 2)'),
});

export type ConfigDocument = z.infer<typeof configSchema>;
export type ConfigClient = ConfigDocument['clients'][number];
export type ConfigDead = ConfigClient['dead'][number];
export type ConfigPlace = ConfigClient['places'][number];
