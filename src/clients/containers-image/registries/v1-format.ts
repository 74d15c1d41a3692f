import type { Source } from '../../../host/source.js';
import type { DecodedFile, DecodedRegistry } from './decode.js';
import { fileSource } from './text.js';
import { parseLocation, type ValidationError } from './validate.js';

/** True where any of the v1 lists is there, even empty (sysregistriesv2 `V1RegistriesConf.hasSetField`). */
export function isV1(file: DecodedFile): boolean {
  return file.v1.search !== null || file.v1.insecure !== null || file.v1.block !== null;
}

/** True where any v2 key is there, even with an empty list (`V2RegistriesConf.hasSetField`). */
export function isV2(file: DecodedFile): boolean {
  return (
    file.registries !== null ||
    file.unqualifiedSearch !== null ||
    file.credentialHelpers !== null ||
    file.aliases !== null ||
    file.shortNameMode !== '' ||
    file.additionalLayerStoreAuthHelper !== ''
  );
}

/** The v2 form of v1's lists: one entry a registry, search list kept (sysregistriesv2 `ConvertToV2`). */
export function convertV1(file: DecodedFile, path: string): DecodedFile | ValidationError {
  const line = file.lineOf('registries');
  const entries = new Map<string, { insecure: Source | null; blocked: Source | null }>();
  for (const list of ['block', 'insecure'] as const) {
    for (const item of file.v1[list] ?? []) {
      const source = fileSource(path, line, `[registries.${list}] ${item}`);
      const location = parseLocation(item);
      if (typeof location !== 'string') return { text: location.text, source };
      const entry = entries.get(location) ?? { insecure: null, blocked: null };
      entry[list === 'block' ? 'blocked' : 'insecure'] = source;
      entries.set(location, entry);
    }
  }
  const registries = [...entries].map(
    ([location, entry]): DecodedRegistry => ({
      prefix: location,
      location,
      insecure: entry.insecure !== null,
      insecureSource: entry.insecure,
      blocked: entry.blocked !== null,
      blockedSource: entry.blocked,
      pullFromMirror: '',
      mirrorByDigestOnly: false,
      mirrors: [],
      source: entry.insecure ?? entry.blocked ?? fileSource(path, line, '[registries]'),
    }),
  );
  return {
    ...file,
    registries,
    unqualifiedSearch: file.v1.search,
    lineOf: () => line,
  };
}
