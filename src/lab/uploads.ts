import { randomUUID } from 'node:crypto';
import { answer, errorAnswer, type LabAnswer, type LabRequest } from './exchange.js';
import { type Content, digestOf } from './image.js';

/** Open uploads at one time: a lab is no store. */
const MAXIMUM_SESSIONS = 100;

/** Upload sessions (opencontainers/distribution-spec, "Pushing blobs"): start, append, finish, status, cancel. */
export class Uploads {
  readonly #sessions = new Map<string, Buffer>();

  /** `session`: what follows `uploads/`, empty to start one. `store` takes a finished blob. */
  answer(request: LabRequest, repository: string, session: string, store: (blob: Content) => void): LabAnswer {
    if (session === '' && request.method === 'POST') return this.#start(repository);
    const received = this.#sessions.get(session);
    if (received === undefined) return errorAnswer(404, 'BLOB_UPLOAD_UNKNOWN', 'blob upload unknown to registry');
    if (request.method === 'DELETE') {
      this.#sessions.delete(session);
      return answer(204);
    }
    const all = Buffer.concat([received, request.body]);
    if (request.method === 'PUT')
      return this.#finish(session, all, request.query.get('digest') ?? '', repository, store);
    this.#sessions.set(session, all);
    return progress(request.method === 'GET' ? 204 : 202, repository, session, all.length);
  }

  #start(repository: string): LabAnswer {
    if (this.#sessions.size >= MAXIMUM_SESSIONS) return errorAnswer(429, 'TOOMANYREQUESTS', 'too many open uploads');
    const session = randomUUID();
    this.#sessions.set(session, Buffer.alloc(0));
    return progress(202, repository, session, 0);
  }

  #finish(
    session: string,
    bytes: Buffer,
    digest: string,
    repository: string,
    store: (blob: Content) => void,
  ): LabAnswer {
    if (digestOf(bytes) !== digest)
      return errorAnswer(400, 'DIGEST_INVALID', 'provided digest did not match uploaded content');
    this.#sessions.delete(session);
    store({ digest, mediaType: 'application/octet-stream', bytes });
    return answer(201, { location: `/v2/${repository}/blobs/${digest}`, 'docker-content-digest': digest });
  }
}

function progress(status: number, repository: string, session: string, length: number): LabAnswer {
  return answer(status, {
    location: `/v2/${repository}/blobs/uploads/${session}`,
    range: `0-${Math.max(0, length - 1)}`,
    'docker-upload-uuid': session,
  });
}
