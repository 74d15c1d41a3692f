import type { FileRead } from '../../host/host.js';

/** What Go's `os.ReadFile` says where a file can't be read; null where it can. */
export function failedRead(path: string, read: FileRead): string | null {
  switch (read.kind) {
    case 'file':
      return null;
    case 'absent':
      return `open ${path}: no such file or directory`;
    case 'directory':
      return `read ${path}: is a directory`;
    case 'unreadable':
      return read.error.includes(path) ? read.error : `open ${path}: ${read.error}`;
  }
}
