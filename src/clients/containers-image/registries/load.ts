import type { Host } from '../../../host/host.js';
import type { Source } from '../../../host/source.js';
import type { Observation } from '../../client.js';
import type { RegistriesResult } from '../registries-config.js';
import { dropInFiles } from './drop-ins.js';
import { type FilePart, loadFile, type V1Rule } from './load-file.js';
import { type RegistriesLocations, type RegistriesOptions, registriesLocations } from './locations.js';
import { mergeParts } from './merge.js';
import { dialectObservation } from './observations/dialects.js';
import { withProperHeaders } from './observations/headers.js';
import { unknownKeyObservations } from './observations/unknown-keys.js';
import { v1Observation } from './observations/v1.js';
import { readError } from './read-error.js';
import { fileSource, goQuote } from './text.js';

interface PlannedFile {
  readonly path: string;
  readonly kind: 'main' | 'drop-in' | 'override';
  readonly required: boolean;
  /** What named the file, where something did. */
  readonly namedBy: Source | null;
}

interface LoadError {
  readonly text: string;
  readonly source: Source;
}

/**
 * Reads and merges registries.conf as one tool's library does. Never throws: what the program would refuse comes back
 * as its own text (without the `loading registries configuration: ` or `loading registries: ` that callers put in
 * front). Observations speak of the files read, whatever the reference; `observeRegistries` adds those for a reference.
 */
export function loadRegistries(host: Host, options: RegistriesOptions): RegistriesResult {
  const locations = registriesLocations(host, options);
  const observations: Observation[] = [];
  const parts: FilePart[] = [];
  const plan = plannedFiles(host, options, locations);
  let mainFile: string | null = null;
  for (const file of plan.files) {
    const read = host.files.read(file.path);
    if (read.kind === 'absent' && !file.required) continue;
    if (read.kind !== 'file') {
      const source = file.namedBy ?? fileSource(file.path, null, '');
      const cause = readError(file.path, read);
      // From 5.40 on a file that can't be opened is reported bare; a directory opens, and fails in the decoder.
      const bare = options.generation === 'configfile' && read.kind !== 'directory';
      return failed({ text: bare ? cause : withPrefix(file, options, cause), source }, observations);
    }
    const v1Rule: V1Rule =
      options.generation === 'configfile' ? 'refuse' : file.kind === 'main' ? 'convert' : 'refuse-drop-in';
    const loaded = loadFile(file.path, read.text, v1Rule);
    const dialect = dialectObservation(file.path, read.text);
    if (dialect !== null) observations.push(dialect);
    if (!loaded.ok) {
      const error = { text: withPrefix(file, options, loaded.error.text), source: loaded.error.source };
      const old = v1Rule === 'convert' ? null : loadFile(file.path, read.text, 'convert');
      if (old?.ok === true && old.part.v1Line !== null) observations.push(v1Observation(old.part, true));
      const mended = withProperHeaders(read.text);
      return failed(error, observations, mended === null ? [] : [{ path: file.path, content: mended }]);
    }
    if (loaded.part.v1Line !== null) observations.push(v1Observation(loaded.part, false));
    if (dialect === null) observations.push(...unknownKeyObservations(file.path, read.text, loaded.part.undecoded));
    parts.push(loaded.part);
    if (file.kind === 'main' && options.generation === 'classic') mainFile = file.path;
  }
  if (plan.error !== null) return failed(plan.error, observations);
  const config = {
    ...mergeParts(parts, mainFile),
    generation: options.generation,
    filesRead: parts.map((part) => part.path),
    searched: { mainFiles: locations.mainFiles, dropInDirectories: locations.dropInDirectories },
  };
  return { ok: true, config, observations };
}

/** All files in order; a directory that can't be read is an error after the main file was. */
function plannedFiles(
  host: Host,
  options: RegistriesOptions,
  locations: RegistriesLocations,
): { readonly files: readonly PlannedFile[]; readonly error: LoadError | null } {
  const found = locations.mainFiles.find((path) => host.files.read(path).kind !== 'absent') ?? locations.mainFiles[0];
  const namedBy = options.explicitPath?.source ?? null;
  const main: PlannedFile[] =
    found === undefined ? [] : [{ path: found, kind: 'main', required: locations.mainRequired, namedBy }];
  const dropIns = dropInFiles(host.files, locations.dropInDirectories, options.generation);
  if (!dropIns.ok) {
    return { files: main, error: { text: dropIns.text, source: fileSource(dropIns.path, null, '') } };
  }
  const files = dropIns.files.map((path): PlannedFile => ({ path, kind: 'drop-in', required: false, namedBy: null }));
  const last = locations.overrideFile;
  const override: PlannedFile[] =
    last === null ? [] : [{ path: last.path, kind: 'override', required: true, namedBy: last.source }];
  return { files: [...main, ...files, ...override], error: null };
}

function withPrefix(file: PlannedFile, options: RegistriesOptions, text: string): string {
  const dropIn = options.generation === 'classic' && file.kind === 'drop-in' ? 'drop-in ' : '';
  return `loading ${dropIn}registries configuration ${goQuote(file.path)}: ${text}`;
}

function failed(
  error: LoadError,
  observations: readonly Observation[],
  cure: Observation['cure'] = [],
): RegistriesResult {
  const note: Observation = {
    code: 'config-parse-error',
    source: error.source,
    text: `No image operation works while this stands: ${error.text}`,
    meant: 'other',
    cure,
  };
  return { ok: false, ...error, observations: [...observations, note] };
}
