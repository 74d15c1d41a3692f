import type { SavedInputs } from '../check/inputs.js';
import type { FileRead } from '../host/host.js';
import { normalPath } from '../host/paths.js';
import { redactFile } from '../host/redact.js';

/** What a report's own machine is told by. */
const NAME_FILE = '/etc/hostname';
/** Places whose content changes by itself. */
const LIVING = /^\/(?:proc|sys)\//;

type Inputs = Pick<SavedInputs, 'files' | 'flags' | 'environment'>;

/** How a file differs from what the report was made from, in words that follow its path; null: it does not. Secrets may have changed: no report has them. */
export function changedSince(inputs: Inputs, path: string, now: FileRead): string | null {
  const then = recordOf(inputs, path)?.read ?? { kind: 'absent' };
  if (now.kind === 'unreadable') return `can't be read (${now.error})`;
  if (now.kind === 'directory') return then.kind === 'directory' ? null : 'is a directory';
  if (then.kind === 'absent') return now.kind === 'absent' ? null : 'was not there when the report was made';
  if (now.kind === 'absent') return 'is gone since the report was made';
  if (then.kind !== 'file') return 'could not be read when the report was made';
  return redacted(inputs, path, now.text) === then.text ? null : 'has changed since the report was made';
}

/** A text as a report would carry it: the same lines without their secrets. */
export function redacted({ flags, environment }: Inputs, path: string, text: string): string {
  const named = [flags.authFile, environment['REGISTRY_AUTH_FILE']].filter((each) => typeof each === 'string');
  return redactFile(path, text, named);
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
  return read?.kind === 'file' ? read.text.trim() : null;
}

function recordOf({ files }: Pick<Inputs, 'files'>, path: string): SavedInputs['files'][string] | undefined {
  const key = normalPath(path);
  return Object.hasOwn(files, key) ? files[key] : undefined;
}
