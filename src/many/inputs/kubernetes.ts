import type { ParsedDocument } from '../../host/document.js';
import type { Mention } from './entry.js';
import { isTable, type Table, textAt } from './table.js';

/**
 * Lists of containers, wherever a kind keeps them: core/v1 PodSpec in any pod template, of custom resources too; `steps` and `sidecars` of Tekton tasks
 * and Argo workflows. With what one of them is called.
 */
const LISTS: ReadonlyMap<string, string> = new Map([
  ['containers', 'container'],
  ['initContainers', 'init container'],
  ['ephemeralContainers', 'ephemeral container'],
  ['sidecars', 'sidecar'],
  ['steps', 'step'],
]);
/** Single containers: Argo workflow templates. */
const SINGLES: ReadonlyMap<string, string> = new Map([
  ['container', 'container'],
  ['script', 'script'],
]);
/** What is reported back or only describes: nothing in it is going to be pulled. */
const SKIPPED: ReadonlySet<string> = new Set(['status', 'metadata']);

type Path = readonly (string | number)[];

/** Whether a parsed document is a Kubernetes object. */
export function isKubernetesObject(value: unknown): value is Table {
  return textAt(value, 'kind') !== null && textAt(value, 'apiVersion') !== null;
}

/** The images of a Kubernetes object at any depth, with the object that holds them: containers of all sorts and image volumes. Line 1 is the document's first. */
export function* mentionsInKubernetes(document: ParsedDocument): Generator<Mention> {
  yield* new Search(document).below(document.value, [], '', []);
}

class Search {
  readonly #document: ParsedDocument;

  constructor(document: ParsedDocument) {
    this.#document = document;
  }

  *below(value: unknown, path: Path, owner: string, secrets: readonly string[]): Generator<Mention> {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) yield* this.below(item, [...path, index], owner, secrets);
      return;
    }
    if (!isTable(value)) return;
    const named = nameOf(value) ?? owner;
    const handed = pullSecretsOf(value) ?? secrets;
    for (const [key, child] of Object.entries(value)) {
      if (SKIPPED.has(key)) continue;
      const at = [...path, key];
      const inList = LISTS.get(key);
      const single = SINGLES.get(key);
      if (inList !== undefined && Array.isArray(child))
        for (const [index, item] of child.entries())
          yield* this.#container(item, [...at, index], `${named}, ${inList}`, handed);
      else if (single !== undefined) yield* this.#container(child, at, `${named}, ${single}`, handed);
      else if (key === 'volumes' && Array.isArray(child))
        for (const [index, item] of child.entries())
          yield* this.#imageVolume(item, [...at, index], `${named}, image volume`, handed);
      yield* this.below(child, at, named, handed);
    }
  }

  *#container(value: unknown, path: Path, where: string, secrets: readonly string[]): Generator<Mention> {
    if (isTable(value)) yield* this.#image(value, 'image', path, `${where}${suffix(value)}`, secrets);
  }

  /** core/v1 ImageVolumeSource: `volumes[].image.reference`. */
  *#imageVolume(value: unknown, path: Path, where: string, secrets: readonly string[]): Generator<Mention> {
    if (isTable(value) && isTable(value['image']))
      yield* this.#image(value['image'], 'reference', [...path, 'image'], `${where}${suffix(value)}`, secrets);
  }

  /** No image, or an empty one, is allowed: a controller puts it in later. */
  *#image(table: Table, key: string, path: Path, where: string, pullSecrets: readonly string[]): Generator<Mention> {
    const value = Object.hasOwn(table, key) ? table[key] : null;
    if (value === null || value === undefined || value === '') return;
    const isText = typeof value === 'string';
    yield {
      reference: isText ? value.trim() : '',
      line: this.#document.lineOf([...path, key]),
      where,
      pullSecrets,
      problem: isText ? null : `the ${key} of ${where} is not text; write it in quotation marks`,
    };
  }
}

function suffix(value: Table): string {
  const name = textAt(value, 'name');
  return name === null ? '' : ` ${name}`;
}

/** `Deployment default/web`; null for a mapping that is no object. */
function nameOf(value: Table): string | null {
  const kind = textAt(value, 'kind');
  if (kind === null) return null;
  if (!isTable(value['metadata'])) return isKubernetesObject(value) ? kind : null;
  const namespace = textAt(value['metadata'], 'namespace');
  const name = textAt(value['metadata'], 'name') ?? textAt(value['metadata'], 'generateName');
  if (name === null) return kind;
  return `${kind} ${namespace === null ? '' : `${namespace}/`}${name}`;
}

function pullSecretsOf(value: Table): readonly string[] | null {
  const list = value['imagePullSecrets'];
  return Array.isArray(list) ? list.map((each) => textAt(each, 'name')).filter((name) => name !== null) : null;
}
