import type { ManifestRule } from '../plan/nodes.js';
import { versionAtLeast } from './version.js';

/** Media types of images and their indexes (image-spec `media-types.md`; distribution `manifest/schema2`, `manifest/manifestlist`). */
const OCI_TYPES = ['application/vnd.oci.image.manifest.v1+json', 'application/vnd.oci.image.index.v1+json'] as const;
const IMAGE_TYPES = [
  ...OCI_TYPES,
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
] as const;
/** Schema 1 with a signature, and without (distribution `manifest/schema1`). */
const SIGNED = 'application/vnd.docker.distribution.manifest.v1+prettyjws';
const SCHEMA1_TYPES = [SIGNED, 'application/vnd.docker.distribution.manifest.v1+json'] as const;
const OCI_CONFIGURATION = 'application/vnd.oci.image.config.v1+json';
const DOCKER_CONFIGURATION = 'application/vnd.docker.container.image.v1+json';
const HELM_CONFIGURATION = 'application/vnd.cncf.helm.config.v1+json';

/**
 * containers/image: schema 1 still, which is also what every type it doesn't know is read as (`manifest/manifest.go`: NormalizedMIMEType); of OCI
 * manifests those with an image's configuration (`image/oci.go`: NewNonImageArtifactError). Run: skopeo 1.9.3, buildah 1.28.2.
 */
export const CONTAINERS_IMAGE_MANIFESTS: ManifestRule = {
  types: [...IMAGE_TYPES, ...SCHEMA1_TYPES],
  others: 'schema 1',
  configurations: [OCI_CONFIGURATION],
  refusal: 'unsupported manifest type "TYPE"',
};

/** containerd 2 converts schema 1 no more (`core/images/handlers.go`, `pkg/deprecation`). */
const NO_SCHEMA1_IN_CONTAINERD = '2.0.0';

/**
 * containerd's library: a type that it doesn't know is asked for as a blob, which registries don't have under that digest (`core/remotes/docker/fetcher.go`:
 * Fetch); layers that it can't unpack end the pull. Run: ctr 1.6.20, 1.7.35, 2.4.2.
 */
export function containerdManifests(version: string): ManifestRule {
  const removed = versionAtLeast(version, NO_SCHEMA1_IN_CONTAINERD);
  return {
    types: removed ? IMAGE_TYPES : [...IMAGE_TYPES, SIGNED],
    others: 'refused',
    configurations: [OCI_CONFIGURATION, DOCKER_CONFIGURATION],
    layersDecide: true,
    refusal: 'could not fetch content descriptor (TYPE) from remote: not found',
  };
}

/** From here on the engine pulls schema 1 only where a variable allows it, and since 28.2 never (moby `distribution/pull_v2.go`; Docker's list of deprecated features). */
const NO_SCHEMA1_IN_DOCKER = '26.0';
/** Configurations that the old pull code takes (moby `distribution/registry.go`: imageTypes). */
const DOCKER_CONFIGURATIONS = [
  DOCKER_CONFIGURATION,
  OCI_CONFIGURATION,
  'application/octet-stream',
  'application/json',
  'text/html',
];

/** docker's old pull code: what it doesn't know is read as schema 1 (distribution `manifests.go`: UnmarshalManifest). Run: 20.10.24. */
export function dockerManifests(version: string): ManifestRule {
  const removed = versionAtLeast(version, NO_SCHEMA1_IN_DOCKER);
  return {
    types: removed ? IMAGE_TYPES : [...IMAGE_TYPES, ...SCHEMA1_TYPES],
    others: removed ? 'refused' : 'schema 1',
    configurations: DOCKER_CONFIGURATIONS,
    refusal: 'unsupported manifest media type TYPE',
  };
}

/** go-containerregistry takes any type but schema 1 for an image's (`pkg/v1/remote/descriptor.go`: Image). Run: crane 0.22.1. */
export const CRANE_MANIFESTS: ManifestRule = {
  types: IMAGE_TYPES,
  others: 'image',
  refused: SCHEMA1_TYPES,
  refusal: 'unsupported MediaType: "TYPE", see https://github.com/google/go-containerregistry/issues/377',
};

/** helm takes charts and nothing else (helm `pkg/registry/client.go`: Pull). Run: 4.3.1. */
export const HELM_MANIFESTS: ManifestRule = {
  types: OCI_TYPES,
  others: 'refused',
  configurations: [HELM_CONFIGURATION],
  refusal: 'manifest does not contain minimum number of descriptors (2), descriptors found: 0 (TYPE)',
};
