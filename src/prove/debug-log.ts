import type { ReportReal } from '../report/schema.js';

/** One request as the program's own log tells it. */
export type SeenRequest = ReportReal['attempts'][number];

/** What the log of a run says so far. Times in milliseconds since the program's start; null: the log has not said so. */
export interface SeenRun {
  readonly requests: readonly SeenRequest[];
  /** The manifest was there. */
  readonly manifestMs: number | null;
  /** The first bytes of a layer were there. */
  readonly layerMs: number | null;
}

/** Requests kept of one run; a program that sends more goes round in circles. */
const MOST_REQUESTS = 500;
/** Longest address and outcome kept, characters. */
const MAX_URL_CHARACTERS = 500;
const MAX_OUTCOME_CHARACTERS = 300;

const REQUEST = /^(GET|HEAD|POST|PUT|PATCH|DELETE) (https?:\/\/\S+)$/;
const PING_ANSWER = /^Ping (https?:\/\/\S+) (status (\d{3})|err (.*))$/;
const MANIFEST = /^Content-Type from manifest GET is /;
/** Said when the first bytes of a blob have been looked at; of the configuration only after the layers. */
const LAYER =
  /^(?:Detected compression format |No compression detected|Using original blob without modification|Start untar layer)/;
const FAILED = /^(?:Accessing "[^"]*" failed|Failed, retrying in [^.]*\.\.\. \(\d+\/\d+\)\. Error): (.*)$/;
/** Go's `%#v` of an error, which follows its text in brackets. */
const GO_VALUE = / \(&?[\w.]+\{.*$|\s\(\*?[\w.]+\)\(0x[0-9a-f]+\)\)?$/;

/**
 * Reads the debug log of containers/image (buildah, podman, skopeo), line by line as it comes: logrus texts that name each request before it is
 * sent (`GET URL`), how a ping ended (`Ping URL err …`, `Ping URL status …`), and when manifest and layers are there
 * (containers/image docker/docker_client.go, docker_image_src.go, copy/compression.go).
 */
export class DebugLog {
  readonly #requests: { -readonly [Key in keyof SeenRequest]: SeenRequest[Key] }[] = [];
  #manifestMs: number | null = null;
  /** A manifest's type was told, which is done before the status is looked at; null: none that is open. */
  #typeToldMs: number | null = null;
  #layerMs: number | null = null;

  /** One line, cleaned, that was printed so many milliseconds after the start. */
  line(line: string, ms: number): void {
    const message = logMessage(line)?.message ?? line;
    const request = REQUEST.exec(message);
    const ping = PING_ANSWER.exec(message);
    const failed = FAILED.exec(message);
    if (request !== null) this.#sent(request[1] ?? '', request[2] ?? '', ms);
    else if (ping !== null) this.#pinged(ping[1] ?? '', ping[3] ?? errorText(ping[4] ?? ''));
    else if (MANIFEST.test(message)) this.#typeToldMs = ms;
    else if (LAYER.test(message)) this.#gotLayer(ms);
    else if (failed !== null) this.#failed(errorText(failed[1] ?? ''));
  }

  /** The request that was sent last, as `GET URL`, or null. */
  get last(): string | null {
    const last = this.#requests.at(-1);
    return last === undefined ? null : `${last.method} ${last.url}`;
  }

  /** All that was read so far. */
  seen(): SeenRun {
    return {
      requests: this.#requests.map((request) => ({ ...request })),
      manifestMs: this.#manifestMs,
      layerMs: this.#layerMs,
    };
  }

  #sent(method: string, url: string, ms: number): void {
    this.#gotManifest();
    if (this.#requests.length >= MOST_REQUESTS) return;
    // A query may hold what is nobody's business; the path says what was asked for.
    const shown = (url.split(/[?#]/)[0] ?? '').slice(0, MAX_URL_CHARACTERS);
    this.#requests.push({ method, url: shown, startMs: ms, outcome: null });
  }

  #pinged(url: string, outcome: string): void {
    this.#end((open) => open.url === url && open.outcome === null, outcome);
  }

  /** The manifest was no refusal: the program goes on. */
  #gotManifest(): void {
    if (this.#typeToldMs === null) return;
    this.#manifestMs = this.#typeToldMs;
    this.#typeToldMs = null;
    this.#end(({ url }) => url.includes('/manifests/'), '200');
  }

  #failed(outcome: string): void {
    this.#typeToldMs = null;
    this.#end((open) => open.outcome === null, outcome);
  }

  #gotLayer(ms: number): void {
    this.#gotManifest();
    this.#layerMs ??= ms;
    this.#end(({ url, outcome }) => url.includes('/blobs/') && outcome === null, '200');
  }

  /** Writes down how the last request of a kind ended. */
  #end(isMeant: (request: SeenRequest) => boolean, outcome: string): void {
    const request = this.#requests.findLast(isMeant);
    if (request !== undefined) request.outcome = outcome.slice(0, MAX_OUTCOME_CHARACTERS);
  }
}

/** Level and message of a line that logrus wrote; null where somebody else did. */
export function logMessage(line: string): { readonly level: string; readonly message: string } | null {
  const [, level, quoted, bare] = /^(?:time="[^"]*" )?level=(\w+) msg=(?:"((?:[^"\\]|\\.)*)"|(\S+))/.exec(line) ?? [];
  if (level === undefined) return null;
  return { level, message: bare ?? (quoted ?? '').replace(/\\(.)/g, (_, character: string) => escaped(character)) };
}

function escaped(character: string): string {
  return character === 'n' || character === 't' || character === 'r' ? ' ' : character;
}

/** The reason at the end of a chain of errors about a request: `dial tcp 10.0.0.7:443: i/o timeout`. */
function errorText(text: string): string {
  const plain = text.replace(GO_VALUE, '');
  return /.*(?:Get|Head|Post|Put) "https?:\/\/[^"]*": (.*)$/.exec(plain)?.[1] ?? plain;
}
