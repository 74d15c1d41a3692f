import type { DirectoryRead, FileRead, HostFiles } from './host.js';
import { normalPath } from './paths.js';

/** What was answered about one path: as a file, as a directory, or both. */
export interface RecordedFile {
  readonly read: FileRead | null;
  readonly list: DirectoryRead | null;
}

export type FileRecord = Readonly<Record<string, RecordedFile>>;

/**
 * Files that remember every answer they gave (the first one for each path, which is then given again: a run sees one state
 * of the disk). `record()` is plain data, by path, sorted; secrets are still in it until `redactRecord`.
 */
export function recordFiles(files: HostFiles): { files: HostFiles; record(): FileRecord } {
  const reads = new Map<string, FileRead>();
  const lists = new Map<string, DirectoryRead>();
  return {
    files: {
      read: (path) => remember(reads, path, () => files.read(path)),
      list: (path) => remember(lists, path, () => files.list(path)),
    },
    record() {
      const paths = [...new Set([...reads.keys(), ...lists.keys()])].sort();
      return plainRecord(paths.map((path) => [path, { read: reads.get(path) ?? null, list: lists.get(path) ?? null }]));
    },
  };
}

/** Files that give the recorded answers again; a path never asked about is absent. */
export function filesFromRecord(record: FileRecord): HostFiles {
  const known = new Map(Object.entries(record));
  return {
    read: (path) => known.get(normalPath(path))?.read ?? { kind: 'absent' },
    list: (path) => known.get(normalPath(path))?.list ?? { kind: 'absent' },
  };
}

/** A record whose keys are nothing but paths. */
export function plainRecord(entries: Iterable<readonly [string, RecordedFile]>): FileRecord {
  const record: Record<string, RecordedFile> = Object.create(null);
  for (const [path, recorded] of entries) record[path] = recorded;
  return record;
}

function remember<T>(answers: Map<string, T>, path: string, look: () => T): T {
  const key = normalPath(path);
  const known = answers.get(key);
  if (known !== undefined) return known;
  const answer = look();
  answers.set(key, answer);
  return answer;
}
