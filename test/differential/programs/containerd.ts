import { join } from 'node:path';
import { credentials, loadPackageDefinition, type ServiceError } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { CHECKOUT } from '../../conformance/rig/client-files.js';
import type { DifferentialCase } from '../case.js';
import type { World } from '../world/world.js';
import { freshContainerd } from './containerd-daemon.js';
import type { Program, Pulled } from './program.js';

const PROTO = join(CHECKOUT, 'test/differential/programs/image-service.proto');

interface ImageService {
  PullImage(
    request: { image: { image: string }; auth?: { username: string; password: string } },
    options: { deadline: number },
    done: (error: ServiceError | null, response: { imageRef: string }) => void,
  ): void;
  close(): void;
}

type ImageServiceClient = new (address: string, channel: ReturnType<typeof credentials.createInsecure>) => ImageService;

const sockets = new WeakMap<World, string>();

/** containerd as the kubelet uses it: a CRI PullImage over the socket. */
export const CONTAINERD: Program = {
  pools: true,
  prepare: async (world) => {
    const socket = await freshContainerd(world);
    if (socket === null) return false;
    sockets.set(world, socket);
    return true;
  },
  pull: pullImage,
};

async function pullImage(world: World, one: DifferentialCase, limitMs: number): Promise<Pulled> {
  const service = imageService(`unix:${world.machine.outside(sockets.get(world) ?? '')}`);
  const [username = '', password = ''] = (one.credentials ?? '').split(':');
  const request = {
    image: { image: one.reference },
    ...(one.credentials === null ? {} : { auth: { username, password } }),
  };
  const started = performance.now();
  const error = await new Promise<ServiceError | null>((resolve) => {
    service.PullImage(request, { deadline: Date.now() + limitMs }, resolve);
  });
  service.close();
  const ms = performance.now() - started;
  return { ok: error === null, stopped: error !== null && ms >= limitMs, ms, said: error?.details ?? 'pulled' };
}

function imageService(address: string): ImageService {
  const loaded = loadPackageDefinition(loadSync(PROTO)) as unknown as {
    readonly runtime: { readonly v1: { readonly ImageService: ImageServiceClient } };
  };
  return new loaded.runtime.v1.ImageService(address, credentials.createInsecure());
}
