import {
  answer,
  errorAnswer,
  type Gate,
  jsonAnswer,
  type LabAnswer,
  type LabHandler,
  type LabRequest,
} from './exchange.js';
import { type Content, digestOf, type TinyImage } from './image.js';
import { Uploads } from './uploads.js';

/** What the registry of a lab holds and how it behaves. */
export interface RegistryOptions {
  /** Repository → tag → image (its index) or the image's first manifest alone. */
  readonly repositories: Readonly<
    Record<string, { readonly image: TinyImage; readonly tags: Readonly<Record<string, 'index' | 'manifest'>> }>
  >;
  readonly gate?: Gate;
}

interface Repository {
  readonly manifests: Map<string, Content>;
  readonly blobs: Map<string, Content>;
}

/** A registry in memory (opencontainers/distribution-spec): pull, push, tag list. Nothing is kept beyond the handler. */
export function registry(options: RegistryOptions): LabHandler {
  const repositories = new Map(
    Object.entries(options.repositories).map(([name, { image, tags }]) => [name, stock(image, tags)]),
  );
  const uploads = new Uploads();
  return (request) => {
    const stopped = options.gate?.(request) ?? null;
    if (stopped !== null) return stopped;
    if (request.path === '/v2/' || request.path === '/v2')
      return jsonAnswer(200, {}, { 'docker-distribution-api-version': 'registry/2.0' });
    const match = /^\/v2\/(.+)\/(manifests|blobs|tags)\/(.*)$/.exec(request.path);
    if (match === null) return answer(404, { 'content-type': 'text/plain' }, '404 page not found\n');
    const [, wanted = '', kind, rest = ''] = match;
    // `NAME/blobs/uploads/ID` parses the same way: uploads have no kind of their own.
    if (kind === 'blobs' && rest.startsWith('uploads/')) {
      const known = repositories.get(wanted) ?? { manifests: new Map(), blobs: new Map() };
      return uploads.answer(request, wanted, rest.slice('uploads/'.length), (blob) => {
        known.blobs.set(blob.digest, blob);
        repositories.set(wanted, known);
      });
    }
    const repository = repositories.get(wanted);
    if (repository === undefined) return errorAnswer(404, 'NAME_UNKNOWN', 'repository name not known to registry');
    if (kind === 'tags')
      return jsonAnswer(200, {
        name: wanted,
        tags: [...repository.manifests.keys()].filter((key) => !key.includes(':')),
      });
    if (kind === 'manifests' && request.method === 'PUT') return storeManifest(request, wanted, rest, repository);
    return serve(repository[kind === 'manifests' ? 'manifests' : 'blobs'].get(rest), kind === 'manifests');
  };
}

function stock(image: TinyImage, tags: Readonly<Record<string, 'index' | 'manifest'>>): Repository {
  const byDigest = (contents: readonly Content[]) => contents.map((one) => [one.digest, one] as const);
  const [manifest = image.index] = image.manifests;
  const tagged = Object.entries(tags).map(([tag, what]) => [tag, what === 'index' ? image.index : manifest] as const);
  return {
    manifests: new Map([...byDigest([image.index, ...image.manifests]), ...tagged]),
    blobs: new Map(byDigest(image.blobs)),
  };
}

function serve(content: Content | undefined, isManifest: boolean): LabAnswer {
  if (content === undefined)
    return isManifest
      ? errorAnswer(404, 'MANIFEST_UNKNOWN', 'manifest unknown')
      : errorAnswer(404, 'BLOB_UNKNOWN', 'blob unknown to registry');
  const type = isManifest ? content.mediaType : 'application/octet-stream';
  return answer(200, { 'content-type': type, 'docker-content-digest': content.digest }, content.bytes);
}

function storeManifest(request: LabRequest, name: string, reference: string, repository: Repository): LabAnswer {
  const digest = digestOf(request.body);
  const content = { digest, mediaType: String(request.headers['content-type'] ?? ''), bytes: request.body };
  repository.manifests.set(digest, content);
  repository.manifests.set(reference, content);
  return answer(201, { location: `/v2/${name}/manifests/${digest}`, 'docker-content-digest': digest });
}
