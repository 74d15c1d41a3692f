/**
 * A file of the looked-at machine as a URI (RFC 3986): absolute where its root is, else relative to where regdoctor ran.
 * @param path as that machine sees it, absolute. @param root where its `/` is mounted.
 */
export function fileUri(path: string, root: string): string {
  const segments = [...root.split('/'), ...path.split('/')].reduce<string[]>((kept, segment) => {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
    return kept;
  }, []);
  const escaped = segments.map(escapeSegment).join('/');
  return root.startsWith('/') ? `file:///${escaped}` : escaped;
}

/** `encodeURIComponent` throws on half a character, and leaves some signs that a strict reader refuses. */
function escapeSegment(segment: string): string {
  return encodeURIComponent(segment.toWellFormed()).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
