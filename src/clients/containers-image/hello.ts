import { ACCEPTED_BY_DOCKER, DEFAULT_OF_DOCKER } from '../../plan/hello.js';
import type { TlsPolicy } from '../../plan/transport.js';
import type { ToolFeatures } from './versions.js';

/**
 * The hello of a tool (containers/image `docker/docker_client.go`: newDockerClient). Image 5.22 allows TLS 1.0, with ECDHE suites (so seen of buildah
 * 1.28, podman 4.3 and skopeo 1.9); 5.29 leaves the least version to Go, 5.34 narrows the suites to tlsconfig.ClientDefault's.
 */
export function clientHello({
  keepAlive,
  v1Ping,
}: Pick<ToolFeatures, 'keepAlive' | 'v1Ping'>): Pick<TlsPolicy, 'hello'> {
  const suites = v1Ping ? ACCEPTED_BY_DOCKER : DEFAULT_OF_DOCKER;
  return { hello: { minimum: keepAlive ? 'TLSv1.2' : 'TLSv1', suites } };
}
