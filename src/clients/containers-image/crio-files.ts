import type { HostFiles } from '../../host/host.js';
import type { Source } from '../../host/source.js';
import { parseToml } from '../../host/toml.js';
import { isTable } from './registries/table-reader.js';
import { fileSource, goQuote } from './registries/text.js';

/** A value with the place that set it. */
export interface CrioSetting<T> {
  readonly value: T;
  readonly source: Source;
}

/** One file's `[crio.image]` table, values as found. */
export interface CrioFile {
  readonly path: string;
  readonly image: Readonly<Record<string, CrioSetting<unknown> | undefined>>;
}

/** Files in the order they are applied, or the first that can't be parsed. */
export type CrioFilesResult =
  | { readonly ok: true; readonly files: readonly CrioFile[] }
  | { readonly ok: false; readonly text: string; readonly source: Source };

const MAIN_FILE = '/etc/crio/crio.conf';
const DROP_IN_DIRECTORY = '/etc/crio/crio.conf.d';
/** Depth of the drop-in walk: CRI-O sets none; nobody nests deeper, and a link to a parent must end. */
const MAX_DEPTH = 4;
/** Files of the walk that are read. */
const MAX_FILES = 256;

/** crio.conf, then all files below crio.conf.d in path order (cri-o, pkg/config `UpdateFromPath`: filepath.Walk). */
export function readCrioFiles(files: HostFiles): CrioFilesResult {
  const result: CrioFile[] = [];
  for (const path of crioFilePaths(files)) {
    const read = files.read(path);
    if (read.kind !== 'file') continue;
    const parsed = parseToml(read.text);
    if (!parsed.ok) {
      const source = fileSource(path, parsed.line, '');
      return { ok: false, text: `unable to decode configuration ${goQuote(path)}: ${parsed.message}`, source };
    }
    const { value } = parsed.document;
    const crio = isTable(value) ? value.crio : undefined;
    const table = isTable(crio) ? crio.image : undefined;
    const image = isTable(table)
      ? Object.entries(table).map(([key, item]) => {
          const line = parsed.document.lineOf(['crio', 'image', key]);
          return [key, { value: item, source: fileSource(path, line, key) }] as const;
        })
      : [];
    result.push({ path, image: Object.fromEntries(image) });
  }
  return { ok: true, files: result };
}

/** Paths of the files in the order they are applied: the main one, there or not, and what lies in the drop-in directory. */
export function crioFilePaths(files: HostFiles): readonly string[] {
  return [MAIN_FILE, ...walk(files, DROP_IN_DIRECTORY, MAX_DEPTH)].slice(0, MAX_FILES);
}

function walk(files: HostFiles, directory: string, depth: number): readonly string[] {
  const listing = files.list(directory);
  if (listing.kind !== 'directory' || depth === 0) return [];
  return listing.names.flatMap((name) => {
    const path = `${directory}/${name}`;
    return files.read(path).kind === 'directory' ? walk(files, path, depth - 1) : [path];
  });
}
