import { errorText } from '../../host/errno.js';
import type { Change } from '../change.js';
import { Backup, type BackupPlace } from './backup.js';
import { notWritable } from './place.js';
import { ChangedMeanwhile, Staged } from './stage.js';

/** What came of writing. */
export interface Written {
  /** Paths that were carried out, in order. */
  readonly paths: readonly string[];
  /** Why not all were, in one sentence; null: all were. */
  readonly error: string | null;
  /** Null where nothing was written. */
  readonly backup: { readonly directory: string; readonly undo: string } | null;
}

/**
 * Writes all changes or none, as far as file systems allow: everything is kept and laid beside its place first; then each is moved in one step.
 * @param base the root, without links in its path.
 */
export function writeAll(base: string, changes: readonly Change[], place: BackupPlace, nowMs: number): Written {
  for (const { path, place: where } of changes) {
    const blocked = notWritable(where);
    if (blocked !== null) return { paths: [], backup: null, error: `${path} can't be written (${blocked})` };
  }
  let backup: Backup;
  try {
    backup = new Backup(base, place, nowMs);
  } catch (error) {
    const where = 'here' in place ? place.here : place.belowRoot;
    return {
      paths: [],
      backup: null,
      error: `no backup can be made in ${where} (${words(error)}); --backup-dir names another directory`,
    };
  }
  const staged: Staged[] = [];
  const done: Staged[] = [];
  let at = '';
  const result = (error: string | null): Written => ({
    paths: done.map(({ change }) => change.path),
    error,
    backup: done.length === 0 ? null : { directory: backup.directory, undo: undoOf(backup, done) },
  });
  try {
    for (const change of changes) {
      at = change.path;
      backup.keep(change);
      staged.push(Staged.prepare(change));
    }
    at = backup.directory;
    undoOf(backup, staged);
    for (const each of staged) {
      at = each.change.path;
      each.carryOut();
      done.push(each);
    }
    return result(null);
  } catch (error) {
    if (done.length === 0) backup.discard();
    return result(`${at} can't be written (${words(error)})`);
  } finally {
    for (const each of staged.toReversed()) each.end();
  }
}

/** Written before anything is, and again for what was: a run may be killed in between. */
function undoOf(backup: Backup, staged: readonly Staged[]): string {
  return backup.writeUndo(
    staged.map(({ change }) => change),
    staged.flatMap(({ madeDirectories }) => madeDirectories),
  );
}

function words(error: unknown): string {
  if (error instanceof ChangedMeanwhile) return 'somebody else is changing it';
  const text = errorText(error);
  return text === 'unknown error' && error instanceof Error ? error.message : text;
}
