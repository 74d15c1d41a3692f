import type { TextContext } from './match.js';

const URL_TEXT = /\bhttps?:\/\/[^\s"'<>\\(){}|^`]+/gi;
/** What a name of an image looks like in text: at least one slash, dot or colon tells it from a word. */
const NAME = String.raw`([a-z0-9][\w.-]*(?::\d+)?(?:/[\w.-]+)*(?::[\w][\w.-]*)?(?:@sha256:[0-9a-f]+)?)`;

/** Where texts name the image, the most telling first. */
const REFERENCES: readonly RegExp[] = [
  String.raw`(?:pull and unpack|pull|push|unpack|resolve|fetch|sandbox|kic|remote) (?:image|reference) ["'\x60]${NAME}["'\x60]`,
  String.raw`\b(?:image|reference|tag|destination|for|from|fetch) ["'\x60]${NAME}["'\x60]`,
  `docker://${NAME}`,
  `pull access denied for ${NAME}`,
  `manifest for ${NAME} not found`,
  `(?:trying to pull|failed to pull|failed to push|pulling image|error pulling image|pulling|load metadata for|failed to solve:) (?:image )?${NAME}`,
  String.raw`\b(?:docker|podman|buildah|nerdctl|crictl|skopeo|ctr)\s(?:-\S+ )*(?:images? )?(?:pull|push|run|from) (?:-\S+ )*${NAME}`,
  String.raw`\bthe push refers to (?:a )?repository \[${NAME}\]`,
  String.raw`(?:^|\d ?: )from ${NAME}`,
  String.raw`\bfrom (?=[\w.:-]+/)${NAME}`,
].map((pattern) => new RegExp(pattern, 'i'));

const CLIENTS: readonly [name: string, pattern: RegExp][] = [
  ['kubelet', /\bkubelet\b|\bfailed to pull image "|ErrImagePull|ImagePullBackOff/i],
  ['buildkit', /\bfailed to solve\b|\bload metadata for\b|\bbuildkit|\bbuildx\b|^#\d+ /i],
  ['containerd', /\bcontainerd\[\d+\]|\bfailed to pull and unpack image\b|\bhttpReadSeeker\b|\bhosts\.toml\b/i],
  ['crictl', /\bcrictl\b|\bPullImage from image service\b/i],
  ['docker', /\berror response from daemon\b|\bdocker[ -]|\bdockerd\b|\bthe push refers to\b|\bdaemon\.json\b/i],
  ['podman', /\bpodman\b/i],
  ['buildah', /\bbuildah\b/i],
  ['skopeo', /\bskopeo\b/i],
  ['cri-o', /\bcri-?o\b/i],
  ['kaniko', /\bkaniko\b|\bchecking push permissions?\b/i],
  ['nerdctl', /\bnerdctl\b/i],
  ['ctr', /\bctr:|\bctr (?:-\S+ )*images?\b/i],
  ['crane', /\bcrane\b/i],
  ['helm', /\bhelm\b|\boci:\/\//i],
  ['oras', /\boras\b/i],
  ['jib', /\bjib\b|\btools\.jib\b/i],
  ['apptainer', /\bapptainer\b|\bsingularity\b/i],
  ['gitlab-runner', /\bgitlab-(?:ci-multi-)?runner\b/i],
];

/** Reads what a plain text gives of client, image, host and address. Never throws. */
export function contextOf(text: string): TextContext {
  const urls = [...text.matchAll(URL_TEXT)].map(([url]) => url.replace(/[.,:;]+$/, ''));
  const url = urls.findLast((each) => /\/v[12]\/|\/token|\/auth/.test(each)) ?? urls.at(-1) ?? null;
  const reference =
    REFERENCES.map((pattern) => pattern.exec(text)?.[1]).find((found) => found !== undefined && isImage(found)) ?? null;
  const lookedUp = /\blookup ([\w.-]+)/i.exec(text)?.[1] ?? /\bregistry ([\w.-]+(?::\d+)?):/i.exec(text)?.[1];
  const address =
    /\b(?:dial|read|write) (?:tcp|udp)6? (?:\S+->)?((?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]+\]):\d+)/i.exec(
      text,
    )?.[1] ?? null;
  const host = URL.parse(url ?? '')?.host || lookedUp || registryOf(reference) || null;
  const client = CLIENTS.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
  return { client, reference, host, url: url === null ? null : withoutQuery(url), address };
}

/** Lines back in which a transcript names the image that a later line is about. */
const LOOKED_BACK = 12;

/** What a line that names no image takes from the lines before it; null where they give nothing that fits. */
export function inheritedContext(
  context: TextContext,
  plain: readonly string[],
  index: number,
): Pick<TextContext, 'client' | 'reference' | 'host'> | null {
  if (context.reference !== null) return null;
  for (let at = index - 1; at >= Math.max(0, index - LOOKED_BACK); at -= 1) {
    const before = contextOf(plain[at] ?? '');
    if (before.reference === null) continue;
    const registry = registryOf(before.reference);
    if (context.host !== null && registry !== null && registry !== context.host) return null;
    return {
      client: context.client ?? before.client,
      reference: before.reference,
      host: context.host ?? before.host,
    };
  }
  return null;
}

function isImage(name: string): boolean {
  return !/^(?:sha256|https?|the|a|an|of|image|docker|registry|container|source|host|from|to|for|failed|error)(?::|$)/i.test(
    name,
  );
}

function registryOf(reference: string | null): string | null {
  const first = reference?.split('/')[0] ?? '';
  return reference?.includes('/') === true && /[.:]|^localhost$/.test(first) ? first : null;
}

/** Queries may hold signatures and tokens, and what stands before an @ a password. */
function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/, '').replace(/\/\/[^/@]*@/, '//');
}
