import type { TextContext } from './match.js';

const URL_TEXT = /\bhttps?:\/\/[^\s"'<>\\(){}|^`]+/gi;
/** What a name of an image looks like in text: at least one slash, dot or colon tells it from a word. */
const NAME = String.raw`([a-z0-9][\w.-]*(?::\d+)?(?:/[\w.-]+)*(?::[\w][\w.-]*)?(?:@sha256:[0-9a-f]+)?)`;

/** Where texts name the image, the most telling first. */
const REFERENCES: readonly RegExp[] = [
  String.raw`(?:pull and unpack|pull|push|unpack|resolve|fetch|sandbox|kic|remote) (?:image|reference) ["'\x60]${NAME}["'\x60]`,
  String.raw`\b(?:image|reference|tag|destination|for|from|fetch) ["'\x60]${NAME}["'\x60]`,
  String.raw`docker://${NAME}`,
  String.raw`pull access denied for ${NAME}`,
  String.raw`manifest for ${NAME} not found`,
  String.raw`(?:trying to pull|failed to pull|failed to push|pulling image|error pulling image|pulling|load metadata for|failed to solve:) (?:image )?${NAME}`,
  String.raw`\b(?:docker|podman|buildah|nerdctl|crictl|skopeo|ctr)\s(?:-\S+ )*(?:images? )?(?:pull|push|run|from) (?:-\S+ )*${NAME}`,
  String.raw`\bthe push refers to (?:a )?repository \[${NAME}\]`,
  String.raw`\bfrom ${NAME}`,
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
  ['jib', /\bjib\b/i],
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

function isImage(name: string): boolean {
  return !/^(?:sha256|https?|the|a|an|of|image|docker|registry|container|source|host|from|to|for|failed|error)(?::|$)/i.test(
    name,
  );
}

function registryOf(reference: string | null): string | null {
  const first = reference?.split('/')[0] ?? '';
  return reference?.includes('/') === true && /[.:]|^localhost$/.test(first) ? first : null;
}

/** Queries may hold signatures and tokens. */
function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/, '');
}
