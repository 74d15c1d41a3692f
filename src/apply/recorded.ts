import type { SavedInputs } from '../check/inputs.js';
import type { FileRead, HostFiles } from '../host/host.js';
import { normalPath } from '../host/paths.js';
import { plainRecord } from '../host/recorder.js';
import { redactFile } from '../host/redact.js';
import { redactRecord } from '../host/redact-record.js';

/** What a report's own machine is told by. */
const NAME_FILE = '/etc/hostname';
/** Places whose content changes by itself. */
const LIVING = /^\/(?:proc|sys)\//;

type Inputs = Pick<SavedInputs, 'files' | 'flags' | 'environment'>;

/**
 * How a file differs from what the report was made from, in words that follow its path; null: it does not. Secrets, comments and all else that reports
 * leave out may have changed.
 */
export function changedSince(inputs: Inputs, path: string, now: FileRead): string | null {
  const then = recordOf(inputs, path)?.read ?? { kind: 'absent' };
  if (now.kind === 'unreadable') return `can't be read (${now.error})`;
  if (now.kind === 'directory') return then.kind === 'directory' ? null : 'is a directory';
  if (then.kind === 'absent') return now.kind === 'absent' ? null : 'was not there when the report was made';
  if (now.kind === 'absent') return 'is gone since the report was made';
  if (then.kind !== 'file') return 'could not be read when the report was made';
  return asSaved(inputs, path, now) === then.text ? null : 'has changed since the report was made';
}

/** A text as it may be shown to whoever owns the machine: the same lines without their secrets. */
export function withoutSecrets(inputs: Inputs, path: string, text: string): string {
  return redactFile(path, text, credentialFiles(inputs));
}

/** A file's text as a report carries it. */
function asSaved(inputs: Inputs, path: string, read: FileRead): string | null {
  const saved = redactRecord(plainRecord([[path, { read, list: null }]]), credentialFiles(inputs))[path]?.read;
  return saved?.kind === 'file' ? saved.text : null;
}

function credentialFiles({ flags, environment }: Inputs): string[] {
  return [flags.authFile, environment['REGISTRY_AUTH_FILE']].filter((each) => typeof each === 'string');
}

/** Paths of the files that the report was made from, as far as they can be compared: of certificate stores it keeps a part. */
export function comparable(inputs: Inputs): string[] {
  return Object.entries(inputs.files).flatMap(([path, { read }]) =>
    (read?.kind === 'file' && !read.text.includes('BEGIN CERTIFICATE')) || read?.kind === 'absent'
      ? LIVING.test(path)
        ? []
        : [path]
      : [],
  );
}

/** The name of the machine that the report was made for; null: it has none. */
export function machineOf(inputs: Pick<Inputs, 'files'>): string | null {
  const read = recordOf(inputs, NAME_FILE)?.read;
  return read?.kind === 'file' ? read.text.trim() || null : null;
}

/** The name of the machine whose files these are, as a report of it would carry it; null: it has none. */
export function machineNow(inputs: Inputs, files: HostFiles): string | null {
  const read = files.read(NAME_FILE);
  return read.kind === 'file' ? asSaved(inputs, NAME_FILE, read)?.trim() || null : null;
}

function recordOf({ files }: Pick<Inputs, 'files'>, path: string): SavedInputs['files'][string] | undefined {
  const key = normalPath(path);
  return Object.hasOwn(files, key) ? files[key] : undefined;
}
