import { registryAsked, repositoryIn } from './asked.js';
import type { Cause } from './context.js';

/** What a blob is to the image, with its digest. */
export interface BlobAsked {
  readonly kind: 'configuration' | 'layer';
  readonly digest: string;
  /** `host[:port]/repository` */
  readonly image: string;
  /** Name to ask for it by: `host/repository:tag`. */
  readonly repository: string;
}

/** The blob that a failing request was for, by the first of its requests: a redirect's target doesn't name it. Null for other requests. */
export function blobAsked(cause: Cause): BlobAsked | null {
  const { case: entry, request } = cause;
  if (request.step !== 'blob') return null;
  const { attempts, manifest } = entry.walk;
  const first = attempts.findLast(
    ({ id, parent, step, url }) =>
      id <= request.id && parent === null && step === 'blob' && /\/blobs\/[^/]+$/.test(url ?? ''),
  );
  const url = first?.url == null ? null : URL.parse(first.url);
  const digest = url === null ? undefined : /\/blobs\/([^/]+)$/.exec(url.pathname)?.[1];
  if (url === null || digest === undefined || manifest === null) return null;
  const repository = repositoryIn(url) ?? entry.plan.reference?.repository ?? '';
  const kind = request.facts.some((id) => id.includes(' accept=layer')) ? 'layer' : 'configuration';
  return { kind, digest: decodeURIComponent(digest), image: `${registryAsked(cause)}/${repository}`, repository };
}

/** `sha256:0123456789ab…`: enough to recognise it. */
export function shortDigest(digest: string): string {
  return digest.length > 27 ? `${digest.slice(0, 19)}…` : digest;
}
