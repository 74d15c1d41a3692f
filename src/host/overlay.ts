import { posix } from 'node:path';
import type { DirectoryRead, FileRead, Host, HostFiles } from './host.js';
import { ancestors, normalPath, sortNames } from './paths.js';
import { RESOLVER_PATHS, resolverConfig } from './resolver-files.js';

/** One file as a fix leaves it: whole new content, or null where the path (a directory with all in it) is gone. */
export interface FileChange {
  readonly path: string;
  readonly content: string | null;
}

/**
 * Files with changes laid over them; of two changes of one path the last wins. Directories above a written file come
 * into being; a written file wins over the removal of a directory above it. Symbolic links are not followed for changes.
 */
export function overlayFiles(base: HostFiles, changes: readonly FileChange[]): HostFiles {
  const changed = new Map(changes.map((change) => [normalPath(change.path), change.content]));
  const written = [...changed].filter(([, content]) => content !== null).map(([path]) => path);
  const madeDirectories = new Set(written.flatMap(ancestors));
  const isGone = (path: string): boolean => [path, ...ancestors(path)].some((each) => changed.get(each) === null);

  return {
    read(path): FileRead {
      const normal = normalPath(path);
      const content = changed.get(normal) ?? null;
      if (content !== null) return { kind: 'file', text: content, bytes: Buffer.byteLength(content) };
      if (madeDirectories.has(normal)) return { kind: 'directory' };
      return isGone(normal) ? { kind: 'absent' } : base.read(path);
    },
    list(path): DirectoryRead {
      const normal = normalPath(path);
      if ((changed.get(normal) ?? null) !== null)
        return { kind: 'unreadable', error: `open ${normal}: not a directory` };
      const below: DirectoryRead = isGone(normal) ? { kind: 'absent' } : base.list(path);
      if (below.kind === 'unreadable') return below;
      if (below.kind === 'absent' && !madeDirectories.has(normal)) return below;
      const names = new Set(below.kind === 'directory' ? below.names : []);
      for (const [each, content] of changed)
        if (content === null && posix.dirname(each) === normal) names.delete(posix.basename(each));
      for (const each of [...written, ...madeDirectories])
        if (each !== '/' && posix.dirname(each) === normal) names.add(posix.basename(each));
      return { kind: 'directory', names: sortNames([...names]) };
    },
  };
}

/** The host with changes laid over its files; name look-up is read anew where a change touches its files. */
export function hostWithFiles(host: Host, changes: readonly FileChange[]): Host {
  const files = overlayFiles(host.files, changes);
  const touchesResolver = changes.some((change) => RESOLVER_PATHS.includes(normalPath(change.path)));
  return { ...host, files, resolver: touchesResolver ? resolverConfig(files, host.environment) : host.resolver };
}
