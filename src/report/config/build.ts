import type { Meaning, Observation } from '../../clients/client.js';
import { redactFile } from '../../host/redact.js';
import { withoutUserInformation } from '../../text/user-information.js';
import { cleanDeep, safeWords } from '../clean-deep.js';
import { EXIT } from '../exit-code.js';
import { planSource } from '../plan/attempt.js';
import type { ConfigClient, ConfigDead, ConfigDocument } from './schema.js';

type Source = Observation['source'];

/** What is known of one client's configuration, as `src/check` puts it together. */
export interface ConfigInput {
  readonly client: string;
  readonly version: { readonly text: string; readonly from: ConfigClient['versionFrom'] };
  readonly places: readonly ConfigClient['places'][number][];
  readonly deciding: readonly Source[];
  readonly observations: readonly Observation[];
  readonly meanings: readonly Meaning[];
  readonly stops: readonly {
    readonly reference: string;
    readonly because: string;
    readonly sources: readonly Source[];
  }[];
}

export interface ConfigDocumentInput {
  readonly version: string;
  readonly root: string;
  /** As typed, or null. */
  readonly reference: string | null;
  /** The one file looked at, as typed, or null. */
  readonly file: string | null;
  readonly clients: readonly ConfigInput[];
  readonly strict: boolean;
}

/** Lists of one client longer than this are nobody's configuration. */
const MAX_PLACES = 300;
const MAX_DEAD = 200;
const MAX_MEANINGS = 200;
const MAX_SOURCES = 200;
/** A cure longer than this (characters) is told by its path alone: configuration files are a few kilobytes. */
const MAX_CURE_CHARACTERS = 65_536;
/** Kinds of observations that can stop a client; the rest only has no effect. */
const STOPPING: readonly string[] = ['config-parse-error', 'config-conflict'];

/** What the clients read and what of it is dead, as a document without secrets. */
export function buildConfigDocument(input: ConfigDocumentInput): ConfigDocument {
  const clients = input.clients.map((each) => configClient(withoutOthers(each, input.clients), input.file !== null));
  return {
    schemaVersion: 1,
    kind: 'config',
    tool: { name: 'regdoctor', version: input.version },
    exitCode: exitCode(clients, input.strict),
    root: input.root,
    reference: input.reference === null ? null : safeWords(withoutUserInformation(input.reference)),
    file: input.file === null ? null : safeWords(input.file),
    clients,
    error: null,
  };
}

/** A file that lies in the wrong place for one client lies in the right one for another that reads it: it is not dead. */
function withoutOthers(input: ConfigInput, all: readonly ConfigInput[]): ConfigInput {
  const readByOthers = new Set(
    all
      .filter(({ client }) => client !== input.client)
      .flatMap(({ places }) => places.flatMap(({ path, found }) => (found === 'read' ? [path] : []))),
  );
  const observations = input.observations.filter(
    ({ code, source }) => code !== 'config-ignored-wrong-path' || !readByOthers.has(source.name),
  );
  const isOthers = ({ idle, source }: Meaning): boolean =>
    idle === true && [...readByOthers].some((path) => source.name === path || source.name.startsWith(`${path}/`));
  return { ...input, observations, meanings: input.meanings.filter((meaning) => !isOthers(meaning)) };
}

function configClient(input: ConfigInput, oneFile: boolean): ConfigClient {
  const places = input.places.filter(({ found }) => !oneFile || found !== 'absent');
  const dead = input.observations.map((observation) => deadLine(observation, input));
  return {
    ...cleanDeep(
      {
        client: input.client,
        version: input.version.text,
        versionFrom: input.version.from,
        places: places.slice(0, MAX_PLACES).map(({ path, found, says }) => ({ path, found, says })),
        deciding: input.deciding.slice(0, MAX_SOURCES).map(planSource),
        meanings: input.meanings.slice(0, MAX_MEANINGS).map(({ source, does, versions, not }) => {
          return { path: source.name, line: source.line, does, versions, not };
        }),
        stops: input.stops
          .slice(0, MAX_DEAD)
          .map(({ reference, because, sources }) => ({ reference, says: because, because: sources.map(planSource) })),
      },
      safeWords,
    ),
    dead: dead.slice(0, MAX_DEAD),
    leftOut: {
      places: Math.max(0, places.length - MAX_PLACES),
      dead: Math.max(0, dead.length - MAX_DEAD),
      meanings: Math.max(0, input.meanings.length - MAX_MEANINGS),
    },
  };
}

function deadLine({ code, source, text, meant, cure, edits }: Observation, { stops }: ConfigInput): ConfigDead {
  const stopping = STOPPING.includes(code) && stops.some((stop) => isStoppedBy(stop, source));
  return {
    ...cleanDeep({ code, path: source.name, line: source.line, text, meant }, safeWords),
    severity: stopping ? 'error' : 'warning',
    cure: cure.map(({ path, content }) => ({ path: safeWords(path), content: withoutSecrets(path, content) })),
    edits: cleanDeep(
      (edits ?? []).map(({ path, pointer, from }) => ({ path, pointer, from })),
      safeWords,
    ),
  };
}

/** A stop that names no file is everybody's. */
function isStoppedBy({ sources, because }: ConfigInput['stops'][number], source: Source): boolean {
  return sources.length === 0 || sources.some(({ name }) => name === source.name) || because.includes(source.name);
}

/** A file whose new content would hold a secret is not written out. */
function withoutSecrets(path: string, content: string): string | null {
  return content.length <= MAX_CURE_CHARACTERS && redactFile(path, content) === content ? content : null;
}

/** 1 a client stops because of its configuration (with `strict`: any dead line) · 3 nobody to speak of, or a file that can't be read · 0. */
function exitCode(clients: readonly ConfigClient[], strict: boolean): number {
  if (clients.some(({ stops, dead }) => stops.length > 0 || (strict && dead.length > 0))) return EXIT.finding;
  const unreadable = clients.some(({ places }) => places.some(({ found }) => found === 'unreadable'));
  return clients.length === 0 || unreadable ? EXIT.unknown : EXIT.ok;
}
