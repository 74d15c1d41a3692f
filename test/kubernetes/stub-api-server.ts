import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { discovery, kindOf } from './discovery.js';
import { podFromProtobuf } from './protobuf-pod.js';

/** An object as Kubernetes' API has it. */
export type KubernetesObject = Record<string, unknown> & {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly [field: string]: unknown };
  readonly spec?: Record<string, unknown>;
};

/** What kubectl asked for, in the words of a Role. */
export interface Asked {
  readonly verb: string;
  readonly resource: string;
  readonly namespace: string | null;
  readonly name: string | null;
}

/** How a pod's container comes out. */
export interface Ending {
  /** null: it never starts, and waits for the reason given. */
  readonly exitCode: number | null;
  /** What `kubectl logs` shows. */
  readonly output?: string;
  /** What it left in /dev/termination-log, or why it waits. */
  readonly message?: string;
  readonly reason?: string;
}

/** A pod that is there from the start, for `kubectl debug POD`. */
export const RUNNING_POD = 'app-7d4b9';

/** An API server on loopback that keeps what it is given, and lets each pod end at once. Protobuf is read, JSON answered. */
export class StubApiServer {
  /** Everything that was created, as first given. */
  readonly created: KubernetesObject[] = [];
  /** Containers that `kubectl debug` put into a pod that was there. */
  readonly ephemeral: Record<string, unknown>[] = [];
  readonly asked: Asked[] = [];
  /** How pods made from now on come out. */
  ending: Ending = { exitCode: 0, output: 'said by the pod\n' };
  /** Requests that are refused as an account without rights would see it. */
  forbids: ((asked: Asked) => boolean) | null = null;
  readonly #there = new Map<string, KubernetesObject>();
  readonly #server = createServer((request, response) => {
    this.#answer(request, response).catch((error: unknown) => fail(response, 500, String(error)));
  });

  /** Starts it; gives its address. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Forgets what was made and asked. */
  reset(): void {
    this.created.length = 0;
    this.ephemeral.length = 0;
    this.asked.length = 0;
    this.#there.clear();
    this.ending = { exitCode: 0, output: 'said by the pod\n' };
    this.forbids = null;
  }

  /** Whether a pod of that name is still there. */
  has(name: string): boolean {
    return [...this.#there.keys()].some((key) => key.endsWith(`/pods/${name}`));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://stub');
    const body = await bodyOf(request);
    const discovered = discovery(url.pathname);
    if (discovered !== null) return reply(response, 200, discovered);
    const at = placeOf(url.pathname);
    if (at === null) return fail(response, 404, `${url.pathname} is not here`);
    const asked = askedFor(request.method ?? 'GET', url, at);
    this.asked.push(asked);
    if (this.forbids?.(asked) === true)
      return fail(
        response,
        403,
        `${asked.resource} is forbidden: User "dev" cannot ${asked.verb} resource "${asked.resource}"`,
      );
    const key = `${at.namespace ?? ''}/${at.resource}/${at.name ?? ''}`;
    switch (asked.verb) {
      case 'create':
        return this.#create(response, at, decoded(request, body));
      case 'delete':
        this.#there.delete(key);
        return reply(response, 200, { kind: 'Status', apiVersion: 'v1', status: 'Success' });
      case 'patch':
        return this.#patch(response, at, JSON.parse(body.toString()) as KubernetesObject);
      case 'list':
      case 'watch':
        return this.#list(response, at, url, asked.verb === 'watch');
      default:
        return this.#get(response, at, key);
    }
  }

  #create(response: ServerResponse, at: Place, given: KubernetesObject): void {
    this.created.push(structuredClone(given));
    const object = {
      ...given,
      metadata: {
        ...given.metadata,
        ...(at.namespace === null ? {} : { namespace: at.namespace }),
        uid: 'u',
        resourceVersion: '1',
      },
    };
    this.#there.set(`${at.namespace ?? ''}/${at.resource}/${given.metadata.name}`, this.#ended(object));
    reply(response, 201, object);
  }

  #patch(response: ServerResponse, at: Place, patch: KubernetesObject): void {
    const added = (patch.spec?.['ephemeralContainers'] ?? []) as Record<string, unknown>[];
    this.ephemeral.push(...added);
    const pod = {
      ...runningPod(at.namespace ?? 'default'),
      spec: { containers: [{ name: 'app', image: 'app' }], ephemeralContainers: added },
    };
    const status = {
      phase: 'Running',
      ephemeralContainerStatuses: added.map(({ name }) => ({ name, state: this.#state() })),
    };
    const changed = { ...pod, status };
    this.#there.set(`${at.namespace}/pods/${RUNNING_POD}`, changed);
    reply(response, 200, changed);
  }

  #list(response: ServerResponse, at: Place, url: URL, watch: boolean): void {
    const named = /metadata\.name=([^,]+)/.exec(url.searchParams.get('fieldSelector') ?? '')?.[1];
    const items = [...this.#there]
      .filter(([key]) => key.startsWith(`${at.namespace ?? ''}/${at.resource}/`))
      .map(([, object]) => object)
      .filter(({ metadata }) => named === undefined || metadata.name === named);
    if (!watch) {
      const kind = `${kindOf(at.version, at.resource)}List`;
      reply(response, 200, { kind, apiVersion: at.version, metadata: { resourceVersion: '1' }, items });
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    for (const object of items) response.write(`${JSON.stringify({ type: 'ADDED', object })}\n`);
  }

  #get(response: ServerResponse, at: Place, key: string): void {
    if (at.below === 'log') {
      response.writeHead(200, { 'content-type': 'text/plain' });
      response.end(this.ending.output ?? '');
      return;
    }
    const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: at.name } };
    const pod = at.name === RUNNING_POD ? runningPod(at.namespace ?? '') : null;
    const there = this.#there.get(key) ?? (at.resource === 'nodes' ? node : pod);
    if (there === null) fail(response, 404, `${at.resource} "${at.name}" not found`);
    else reply(response, 200, there);
  }

  #ended(object: KubernetesObject): KubernetesObject {
    if (object.kind !== 'Pod') return object;
    const [container] = (object.spec?.['containers'] ?? []) as { name: string }[];
    const { exitCode } = this.ending;
    const phase = exitCode === null ? 'Pending' : exitCode === 0 ? 'Succeeded' : 'Failed';
    return { ...object, status: { phase, containerStatuses: [{ name: container?.name, state: this.#state() }] } };
  }

  #state(): object {
    const { exitCode, message, reason } = this.ending;
    if (exitCode === null) return { waiting: { reason: reason ?? 'ContainerCreating', message } };
    return { terminated: { exitCode, reason: exitCode === 0 ? 'Completed' : 'Error', message } };
  }
}

interface Place {
  readonly version: string;
  readonly namespace: string | null;
  readonly resource: string;
  readonly name: string | null;
  /** `log`, `attach`, `ephemeralcontainers`… */
  readonly below: string | null;
}

function placeOf(path: string): Place | null {
  const found =
    /^\/(?:api\/(v1)|apis\/([^/]+\/v1))(?:\/namespaces\/([^/]+)(?=\/))?\/([a-z]+)(?:\/([^/]+))?(?:\/([a-z]+))?$/.exec(
      path,
    );
  if (found === null) return null;
  const [, core, group, namespace, resource = '', name, below] = found;
  return {
    version: core ?? group ?? '',
    namespace: namespace ?? null,
    resource,
    name: name ?? null,
    below: below ?? null,
  };
}

function askedFor(method: string, url: URL, at: Place): Asked {
  const verbs: Record<string, string> = { POST: 'create', PUT: 'update', PATCH: 'patch', DELETE: 'delete' };
  const read = at.name !== null ? 'get' : url.searchParams.has('watch') ? 'watch' : 'list';
  return {
    verb: verbs[method] ?? read,
    resource: at.below === null ? at.resource : `${at.resource}/${at.below}`,
    namespace: at.namespace,
    name: at.name,
  };
}

function runningPod(namespace: string): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: RUNNING_POD, namespace, uid: 'u', resourceVersion: '1' },
    // As an API server fills it in.
    spec: { securityContext: {}, containers: [{ name: 'app', image: 'app' }] },
    status: { phase: 'Running' },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function decoded(request: IncomingMessage, body: Buffer): KubernetesObject {
  const protobuf = request.headers['content-type']?.includes('protobuf') === true;
  return (protobuf ? podFromProtobuf(body) : JSON.parse(body.toString())) as KubernetesObject;
}

function reply(response: ServerResponse, status: number, document: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(document));
}

function fail(response: ServerResponse, status: number, message: string): void {
  const reasons: Record<number, string> = { 403: 'Forbidden', 404: 'NotFound' };
  reply(response, status, {
    kind: 'Status',
    apiVersion: 'v1',
    status: 'Failure',
    reason: reasons[status] ?? 'InternalError',
    code: status,
    message,
  });
}
