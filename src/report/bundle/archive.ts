import { gzipSync } from 'node:zlib';
import { createTar } from 'nanotar';
import { type BundleFile, FOLDER } from './bundle-file.js';

/** Two empty blocks end an archive (POSIX ustar). */
const END = Buffer.alloc(2 * 512);
/** gzip tells the system that packed it in its tenth byte: 255, unknown, so that the same report gives the same bytes anywhere (RFC 1952 §2.3). */
const SYSTEM_BYTE = 9;
const UNKNOWN_SYSTEM = 255;

/** The files as one .tar.gz; the same bytes for the same files, whoever packs them and when. @param atMs the time that all of them get, ms. */
export function archive(files: readonly Pick<BundleFile, 'path' | 'content'>[], atMs: number): Buffer {
  const tar = createTar(
    files.map(({ path, content }) => ({ name: `${FOLDER}/${path}`, data: new TextEncoder().encode(content) })),
    { attrs: { mtime: atMs, uid: 0, gid: 0, mode: '644' } },
  );
  const packed = gzipSync(Buffer.concat([tar, END]), { level: 9 });
  packed[SYSTEM_BYTE] = UNKNOWN_SYSTEM;
  return packed;
}
