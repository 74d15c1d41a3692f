import type { HttpFact } from '../facts/facts.js';
import type { FailureKind } from '../plan/failure.js';
import type { ManifestRule, RequestNode } from '../plan/nodes.js';
import { notAManifest } from './manifest-answer.js';
import { isDigest } from './manifest-url.js';
import type { WantedBlob } from './memory.js';

/** What is wrong with an answer whose status is good: how the client fails, in words near its own. */
export interface WrongContent {
  readonly kind: FailureKind;
  readonly text: string;
}

/** Only sums of this kind are worked out by probes (facts.ts: contentDigest). */
const COMPARED = 'sha256:';
/** The configuration of an OCI manifest decides whether it is an image's; Docker's own kind of manifest is always one. */
const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';

const IMAGE_LAYER = /^application\/vnd\.(?:oci\.image\.layer|docker\.image\.rootfs)\./;

/** What a client finds wrong with the manifest that it got, null where nothing. `asked`: the request as it was before any redirect. */
export function wrongManifest(asked: RequestNode, fact: HttpFact): WrongContent | null {
  const words = notAManifest(fact);
  if (words !== null) return { kind: 'http-malformed', text: words };
  const wanted = digestIn(asked.url);
  if (wanted !== null && differs(wanted, fact))
    return { kind: 'content-digest', text: `manifest does not match its digest: ${sums(wanted, fact)}` };
  return asked.manifests === undefined ? null : wrongType(asked.manifests, fact);
}

/** What a client finds wrong with a blob, null where nothing, or where too little of it was read to tell. */
export function wrongBlob(blob: WantedBlob, fact: HttpFact): WrongContent | null {
  const { size } = blob;
  const bytes = sizeOf(fact);
  if (size !== null && bytes !== null && bytes !== size)
    return { kind: 'content-size', text: `the ${blob.kind} has ${bytes} bytes, expected ${size}` };
  return differs(blob.digest, fact)
    ? { kind: 'content-digest', text: `the ${blob.kind} does not match its digest: ${sums(blob.digest, fact)}` }
    : null;
}

/**
 * Why it can't be said whether a layer is what its digest says, null where nothing speaks against it: its size is not the manifest's, the client
 * compares digests only, and of the layer only the beginning was read.
 */
export function doubtfulBlob(blob: WantedBlob, fact: HttpFact): string | null {
  const bytes = sizeOf(fact);
  if (blob.said === null || bytes === null || bytes === blob.said || fact.contentDigest !== undefined) return null;
  return `the manifest says ${blob.said} bytes and the registry has ${bytes}; the client compares digests, and only the beginning of the layer was read`;
}

/** Bytes of the whole, by what the answer says of it; null where it says nothing. */
function sizeOf({ status, headers, bodyBytes, contentDigest }: HttpFact): number | null {
  if (contentDigest !== undefined) return bodyBytes;
  const text =
    status === 206
      ? /^bytes \d+-\d+\/(\d{1,15})$/.exec(headers['content-range'] ?? '')?.[1]
      : headers['content-length'];
  return text !== undefined && /^\d{1,15}$/.test(text) && (headers['content-encoding'] ?? 'identity') === 'identity'
    ? Number(text)
    : null;
}

function differs(digest: string, { contentDigest }: HttpFact): boolean {
  return digest.startsWith(COMPARED) && contentDigest !== undefined && contentDigest !== digest;
}

function sums(wanted: string, { contentDigest }: HttpFact): string {
  return `it has ${contentDigest}, expected ${wanted}`;
}

function digestIn(url: string): string | null {
  const last = decodeURIComponent(/[^/]*$/.exec(URL.parse(url)?.pathname ?? '')?.[0] ?? '');
  return isDigest(last) ? last : null;
}

function wrongType(rule: ManifestRule, fact: HttpFact): WrongContent | null {
  // A fact of an older report says too little.
  if (fact.schemaVersion === undefined) return null;
  const type = (fact.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (!rule.types.includes(type)) {
    if (rule.others === 'refused' || rule.refused?.includes(type) === true)
      return { kind: 'media-type', text: rule.refusal.replaceAll('TYPE', type) };
    if (rule.others === 'image' || fact.schemaVersion === 1) return null;
    const text = `unsupported schema version ${fact.schemaVersion ?? 0} (content type "${type}")`;
    return { kind: 'media-type', text };
  }
  const { configurations } = rule;
  const named = fact.config?.mediaType ?? null;
  if (type !== OCI_MANIFEST || named === null || configurations === undefined || configurations.includes(named))
    return null;
  if (rule.layersDecide === true && IMAGE_LAYER.test(fact.layers?.[0]?.mediaType ?? '')) return null;
  return { kind: 'media-type', text: `an artifact with the configuration type "${named}" is no image` };
}
