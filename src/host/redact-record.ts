import { type FileRecord, plainRecord } from './recorder.js';
import { redactFile } from './redact.js';

/** A record of files as it may go into a report. */
export function redactRecord(record: FileRecord, credentialFiles: readonly string[] = []): FileRecord {
  return plainRecord(
    Object.entries(record).map(([path, { read, list }]) => {
      if (read?.kind !== 'file') return [path, { read, list }];
      const text = redactFile(path, read.text, credentialFiles, 'removed');
      return [path, { read: { ...read, text }, list }];
    }),
  );
}
