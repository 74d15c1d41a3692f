/** Characters of a path that fit beside its bar. */
const MAX_PATH_CHARACTERS = 27;

/** A request's URL as the page shows it. */
export interface UrlParts {
  /** `https://host:5000`, or null where it is no URL. */
  readonly origin: string | null;
  /** Path and query, digests and the middle of long ones cut. */
  readonly path: string;
}

/** Splits a URL for people; what is no URL becomes the path. */
export function urlParts(text: string): UrlParts {
  const url = URL.parse(text);
  if (url === null || url.host === '') return { origin: null, path: middleCut(text) };
  return { origin: `${url.protocol}//${url.host}`, path: shortPath(`${url.pathname}${url.search}`) };
}

/** Both ends of a text, which say most. */
export function middleCut(text: string, most: number = MAX_PATH_CHARACTERS): string {
  if (text.length <= most) return text;
  const head = Math.floor(most * 0.4);
  return `${text.slice(0, head)}…${text.slice(text.length - (most - head - 1))}`;
}

/** What is asked for says more than the repository, which the page names once. */
function shortPath(text: string): string {
  const short = shortDigest(text);
  return middleCut(
    short.length <= MAX_PATH_CHARACTERS ? short : short.replace(/^\/v2\/.+(?=\/(?:manifests|blobs|tags)\/)/, '…'),
  );
}

/** A digest's first characters tell it from others. */
function shortDigest(text: string): string {
  return text.replace(/(sha(?:256|512):[0-9a-f]{6})[0-9a-f]{26,}/g, '$1…');
}
