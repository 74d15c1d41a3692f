import type { DocumentResult } from '../../host/document.js';
import { MAX_DOCUMENT_DEPTH } from '../../host/located.js';
import { parseYaml, type YamlLimits } from '../../host/yaml.js';
import { isComposeFile, mentionsInCompose } from './compose.js';
import type { Mention } from './entry.js';
import type { Variables } from './interpolate.js';
import { parseLargeJson } from './json-document.js';
import { jsonTexts } from './json-values.js';
import { isKubernetesObject, mentionsInKubernetes } from './kubernetes.js';
import { type Chunk, yamlChunks } from './yaml-chunks.js';

/** One YAML document takes 5 µs a byte, hostile ones 20: this bounds it to a minute. JSON is read fifty times as fast. */
const MAX_YAML_DOCUMENT_BYTES = 4 * 1024 * 1024;
/** A Compose file of a hundred services takes several aliases for each. */
const LIMITS: YamlLimits = { bytes: MAX_YAML_DOCUMENT_BYTES, aliases: 1000 };
/** Whatever names an image has this key: other documents are not parsed at all. */
const KEY = /image/;
/** Schemas speak of images and name none; they are the largest documents of a chart. */
const SCHEMA = /^kind:[ \t]*["']?CustomResourceDefinition["']?[ \t\r]*$/m;

/** YAML may begin with a bracket too, but hardly with a quoted key. */
const JSON_BEGINS = /^\s*(?:\[\s*)?\{\s*"/;
const TOO_LARGE = 'the document that begins here is too large for YAML; give it as JSON (kubectl get -o json)';

/** How a manifest is read. */
export interface ManifestReading {
  /** For Compose files. */
  readonly variables: Variables;
  /** Asked before each document is parsed; true ends it. */
  readonly isLate: () => boolean;
}

/** Every image that a manifest names, document by document: Kubernetes objects and Compose files, YAML or JSON. What can't be read is told as a mention with a problem. */
export function* mentionsInManifest(text: string, { variables, isLate }: ManifestReading): Generator<Mention> {
  const documents = JSON_BEGINS.test(text) ? jsonDocuments(text) : yamlDocuments(text);
  for (const { text: document, linesBefore, refused, parse } of documents) {
    if (!KEY.test(document)) continue;
    if (isLate()) {
      yield problem(linesBefore + 1, 'reading takes too long: nothing from here on is looked at');
      return;
    }
    if (refused === null) yield* mentionsIn(parse(document), document, linesBefore, variables);
    else yield problem(linesBefore + 1, refused);
  }
}

interface Unparsed extends Chunk {
  /** Why it is not parsed, or null. */
  readonly refused: string | null;
  readonly parse: (text: string) => DocumentResult;
}

function* yamlDocuments(text: string): Generator<Unparsed> {
  const parse = (document: string): DocumentResult => parseYaml(document, LIMITS);
  for (const chunk of yamlChunks(text)) {
    if (SCHEMA.test(chunk.text)) continue;
    const isLarge = chunk.text.length > MAX_YAML_DOCUMENT_BYTES;
    yield { ...chunk, refused: isLarge ? TOO_LARGE : null, parse };
  }
}

function* jsonDocuments(text: string): Generator<Unparsed> {
  for (const value of jsonTexts(text)) {
    const isDeep = value.depth > MAX_DOCUMENT_DEPTH;
    yield {
      ...value,
      refused: isDeep ? 'the JSON that begins here is nested too deeply' : null,
      parse: parseLargeJson,
    };
  }
}

function* mentionsIn(
  parsed: DocumentResult,
  text: string,
  linesBefore: number,
  variables: Variables,
): Generator<Mention> {
  if (!parsed.ok) {
    const template = /\{\{.*\}\}/.test(text) ? '; a template? Give the output of helm template' : '';
    yield problem((parsed.line ?? 1) + linesBefore, `cannot be read: ${parsed.message}${template}`);
    return;
  }
  for (const mention of mentionsInDocuments(parsed.document, variables))
    yield { ...mention, line: mention.line === null ? null : mention.line + linesBefore };
}

function* mentionsInDocuments(
  document: (DocumentResult & { ok: true })['document'],
  variables: Variables,
): Generator<Mention> {
  const { value } = document;
  if (isComposeFile(value)) yield* mentionsInCompose(document, variables);
  // A list of objects without a kind around it is what jq and yq make of a List.
  else if (isKubernetesObject(value) || (Array.isArray(value) && value.some(isKubernetesObject)))
    yield* mentionsInKubernetes(document);
}

function problem(line: number, why: string): Mention {
  return { reference: '', line, where: null, pullSecrets: [], problem: why };
}
