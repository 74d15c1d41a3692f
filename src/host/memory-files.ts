import { posix } from 'node:path';
import type { DirectoryRead, FileRead, HostFiles } from './host.js';
import { ancestors, normalPath, sortNames } from './paths.js';

/** What a table of texts can't say. */
export interface MemoryOptions {
  /** Directories that exist though no file lies in them. */
  readonly directories?: readonly string[];
  /** Files and directories that can't be read, with the error: `{'/etc/x': 'open /etc/x: permission denied'}`. */
  readonly unreadable?: Readonly<Record<string, string>>;
}

/** Files out of a table path → text. Directories are implied by the paths; everything else is absent. */
export function memoryFiles(files: Readonly<Record<string, string>>, options: MemoryOptions = {}): HostFiles {
  const texts = new Map(Object.entries(files).map(([path, text]) => [normalPath(path), text]));
  const errors = new Map(Object.entries(options.unreadable ?? {}).map(([path, error]) => [normalPath(path), error]));
  const directories = new Map<string, Set<string>>([['/', new Set()]]);
  const addDirectory = (path: string): void => {
    if (!directories.has(path)) directories.set(path, new Set());
    addToParents(path);
  };
  const addToParents = (path: string): void => {
    let child = path;
    for (const parent of ancestors(path)) {
      const names = directories.get(parent) ?? new Set();
      directories.set(parent, names.add(posix.basename(child)));
      child = parent;
    }
  };
  for (const path of [...texts.keys(), ...errors.keys()]) addToParents(path);
  for (const path of options.directories ?? []) addDirectory(normalPath(path));

  return {
    read(path): FileRead {
      const normal = normalPath(path);
      const error = errors.get(normal);
      if (error !== undefined) return { kind: 'unreadable', error };
      const text = texts.get(normal);
      if (text !== undefined) return { kind: 'file', text, bytes: Buffer.byteLength(text) };
      return directories.has(normal) ? { kind: 'directory' } : { kind: 'absent' };
    },
    list(path): DirectoryRead {
      const normal = normalPath(path);
      const error = errors.get(normal);
      if (error !== undefined) return { kind: 'unreadable', error };
      if (texts.has(normal)) return { kind: 'unreadable', error: `open ${normal}: not a directory` };
      const names = directories.get(normal);
      return names === undefined ? { kind: 'absent' } : { kind: 'directory', names: sortNames([...names]) };
    },
  };
}
