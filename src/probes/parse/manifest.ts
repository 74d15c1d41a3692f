import type { BlobEntry, HttpFact, IndexEntry } from '../../facts/facts.js';
import { cleanText } from '../../text/clean.js';
import { asList, asObject, asText } from './json.js';

/** Children kept of one index; the largest public ones have a few dozen. */
const MAX_ENTRIES = 500;
/** Layers kept of one manifest: overlayfs mounts no image with more than 500, and only the first is asked for. */
const MAX_LAYERS = 500;
/** Digests (sha512 with its name: 135) and media types are shorter. */
const MAX_CHARACTERS = 200;

/** What a pull needs of a manifest or index (image-spec `manifest.md`, `image-index.md`; distribution `manifest/schema1/manifest.go`). */
export function readManifest(
  body: Readonly<Record<string, unknown>>,
): Pick<HttpFact, 'mediaType' | 'index' | 'configDigest' | 'config' | 'layers' | 'schemaVersion'> {
  const config = readBlob(body.config);
  return {
    mediaType: text(body.mediaType),
    index: Array.isArray(body.manifests) ? body.manifests.slice(0, MAX_ENTRIES).flatMap(readEntry) : null,
    configDigest: config?.digest ?? null,
    config,
    layers: readLayers(body),
    schemaVersion: typeof body.schemaVersion === 'number' ? body.schemaVersion : null,
  };
}

/** Layers, the lowest first; schema 1 lists them the other way round and without a size. Null where the body lists none. */
function readLayers({ layers, fsLayers }: Readonly<Record<string, unknown>>): BlobEntry[] | null {
  if (Array.isArray(layers)) return layers.slice(0, MAX_LAYERS).flatMap((layer) => readBlob(layer) ?? []);
  if (!Array.isArray(fsLayers)) return null;
  return asList(fsLayers)
    .slice(-MAX_LAYERS)
    .toReversed()
    .flatMap((layer) => readBlob({ digest: asObject(layer)?.blobSum }) ?? []);
}

function readBlob(value: unknown): BlobEntry | null {
  const entry = asObject(value);
  const digest = text(entry?.digest);
  if (entry === null || digest === null) return null;
  const { size } = entry;
  const isSize = typeof size === 'number' && Number.isSafeInteger(size) && size >= 0;
  return { digest, mediaType: text(entry.mediaType), size: isSize ? size : null };
}

/** What an image's configuration says it runs on (image-spec `config.md`); null where it says nothing of use. */
export function readPlatform(body: Readonly<Record<string, unknown>>): NonNullable<HttpFact['platform']> | null {
  const os = text(body.os);
  const architecture = text(body.architecture);
  return os === null || architecture === null || os === '' || architecture === ''
    ? null
    : { os, architecture, variant: text(body.variant) || null };
}

function readEntry(value: unknown): IndexEntry[] {
  const entry = asObject(value);
  const digest = text(entry?.digest);
  if (entry === null || digest === null) return [];
  const platform = asObject(entry.platform);
  return [
    {
      digest,
      mediaType: text(entry.mediaType),
      os: text(platform?.os),
      architecture: text(platform?.architecture),
      variant: text(platform?.variant),
    },
  ];
}

function text(value: unknown): string | null {
  const found = asText(value);
  return found === null ? null : cleanText(found, MAX_CHARACTERS);
}
