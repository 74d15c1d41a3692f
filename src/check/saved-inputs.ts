import { z } from 'zod';

/** Longest reference, path or name (PATH_MAX). */
const MAX_NAME_CHARACTERS = 4096;
/** Longest variable that a Linux process can be given (MAX_ARG_STRLEN). */
const MAX_VARIABLE_CHARACTERS = 128 * 1024;
/** Longest file that is read at all (`host/root-files.ts`). */
const MAX_FILE_CHARACTERS = 8 * 1024 * 1024;
/** Entries of a directory that are read at all, likewise. */
const MAX_DIRECTORY_ENTRIES = 20_000;
/** Clients of one run; there are fewer. */
const MAX_CLIENTS = 100;
/** Daemons that a machine runs. */
const MAX_PROCESSES = 1000;

const name = z.string().max(MAX_NAME_CHARACTERS);
const variables = z.record(name, z.string().max(MAX_VARIABLE_CHARACTERS));
const platform = z.object({ os: name, architecture: name, variant: name.nullable() });

const read = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('file'),
    text: z.string().max(MAX_FILE_CHARACTERS),
    bytes: z.number(),
    modifiedMs: z.number().optional(),
  }),
  z.object({ kind: z.literal('absent') }),
  z.object({ kind: z.literal('directory') }),
  z.object({ kind: z.literal('unreadable'), error: name }),
]);

const list = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('directory'), names: z.array(name).max(MAX_DIRECTORY_ENTRIES) }),
  z.object({ kind: z.literal('absent') }),
  z.object({ kind: z.literal('unreadable'), error: name }),
]);

/** What a report keeps of the machine (`SavedInputs`), as far as a new diagnosis rests on it. Unknown keys are left where they are. */
export const savedInputsSchema = z.object({
  reference: name,
  operation: z.enum(['pull', 'push', 'login']),
  clients: z
    .array(z.object({ client: name, version: z.object({ text: name, from: z.enum(['program', 'flag', 'assumed']) }) }))
    .max(MAX_CLIENTS),
  flags: z.object({
    tlsVerify: z.boolean().nullable(),
    credentials: z.boolean(),
    authFile: name.nullable(),
    certDirectory: name.nullable(),
    platform: platform.nullable(),
    dockerConfigJson: name.nullable().optional(),
    plainHttp: z.boolean().nullable().optional(),
    caFile: name.nullable().optional(),
    anonymous: z.boolean().optional(),
    pushBytes: z.number().optional(),
  }),
  allowInsecureAuth: z.boolean(),
  environment: variables,
  home: name,
  uid: z.number(),
  platform,
  libc: z.enum(['glibc', 'musl', 'none']),
  processes: z
    .array(
      z.object({
        name,
        pid: z.number(),
        arguments: z.array(z.string().max(MAX_VARIABLE_CHARACTERS)),
        startedMs: z.number().nullable(),
        environment: variables.nullable(),
      }),
    )
    .max(MAX_PROCESSES)
    .optional(),
  nowMs: z.number(),
  files: z.record(name, z.object({ read: read.nullable(), list: list.nullable() })),
  strict: z.boolean().optional(),
});
