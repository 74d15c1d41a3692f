/** The parts of a URL that containerd looks at, as Go's `net/url` keeps them: host with port as written, path not normalised. */
export interface GoUrl {
  readonly scheme: string;
  readonly host: string;
  readonly path: string;
}

const HOST = /^(?:\[[0-9A-Fa-f:.%]+\]|[^[\]\s<>"\\^`{|}:]*)(?::\d*)?$/;

/** Parses an absolute URL as Go's `url.Parse` does; user information is dropped. Null where Go refuses it. */
export function parseGoUrl(text: string): GoUrl | null {
  const found = /^([a-zA-Z][a-zA-Z0-9+.-]*):\/\/([^/?#]*)([^?#]*)/.exec(text);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Go refuses them
  if (found === null || /[\u0000-\u001f\u007f]/.test(text) || /%(?![0-9A-Fa-f]{2})/.test(text)) return null;
  const [, scheme = '', authority = '', path = ''] = found;
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  return HOST.test(host) ? { scheme: scheme.toLowerCase(), host, path } : null;
}
