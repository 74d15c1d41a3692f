import { join } from 'node:path';
import { credentials, loadPackageDefinition, type ServiceError } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { CHECKOUT } from './client-files.js';

const PROTO = join(CHECKOUT, 'test/differential/programs/image-service.proto');

interface ImageService {
  PullImage(
    request: { image: { image: string }; auth?: { username: string; password: string } },
    options: { deadline: number },
    done: (error: ServiceError | null) => void,
  ): void;
  close(): void;
}

type ImageServiceClient = new (address: string, channel: ReturnType<typeof credentials.createInsecure>) => ImageService;

/** Asks a runtime for an image as the kubelet does. Gives its error, or null: pulled. `login` is `user:password`. */
export async function pullThroughCri(
  socket: string,
  image: string,
  login: string | null,
  limitMs: number,
): Promise<string | null> {
  const loaded = loadPackageDefinition(loadSync(PROTO)) as unknown as {
    readonly runtime: { readonly v1: { readonly ImageService: ImageServiceClient } };
  };
  const service = new loaded.runtime.v1.ImageService(`unix:${socket}`, credentials.createInsecure());
  const [username = '', password = ''] = (login ?? '').split(':');
  const request = { image: { image }, ...(login === null ? {} : { auth: { username, password } }) };
  const error = await new Promise<ServiceError | null>((resolve) => {
    service.PullImage(request, { deadline: Date.now() + limitMs }, resolve);
  });
  service.close();
  return error === null ? null : error.details;
}
