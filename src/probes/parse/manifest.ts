import type { HttpFact, IndexEntry } from '../../facts/facts.js';
import { cleanText } from '../../text/clean.js';
import { asObject, asText } from './json.js';

/** Children kept of one index; the largest public ones have a few dozen. */
const MAX_ENTRIES = 500;
/** Digests (sha512 with its name: 135) and media types are shorter. */
const MAX_CHARACTERS = 200;

/** What the choice of a platform needs of a manifest or index (image-spec `manifest.md`, `image-index.md`). */
export function readManifest(
  body: Readonly<Record<string, unknown>>,
): Pick<HttpFact, 'mediaType' | 'index' | 'configDigest'> {
  return {
    mediaType: text(body.mediaType),
    index: Array.isArray(body.manifests) ? body.manifests.slice(0, MAX_ENTRIES).flatMap(readEntry) : null,
    configDigest: text(asObject(body.config)?.digest),
  };
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
