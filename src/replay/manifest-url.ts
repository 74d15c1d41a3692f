/** `algorithm:hex` (opencontainers/image-spec `descriptor.md`); anything else a server names never becomes part of a URL. */
const DIGEST = /^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[a-zA-Z0-9=_-]{1,150}$/;

/** True for text that is a digest. */
export function isDigest(text: string): boolean {
  return DIGEST.test(text);
}

/** The URL of a manifest with its last part replaced by a digest; null for a digest that is none. */
export function manifestUrl(url: string, digest: string): string | null {
  const parsed = URL.parse(url);
  if (parsed === null || !isDigest(digest)) return null;
  parsed.pathname = parsed.pathname.replace(/[^/]*$/, digest);
  return parsed.href;
}
