import type { Recogniser } from '../recogniser.js';

/** Names that are no names of images, and texts that hold no cause. */
export const NAMES: readonly Recogniser[] = [
  {
    label: 'invalid-reference',
    weight: 95,
    anchors: [
      'invalid reference format',
      'repository name must be',
      'invalidimagename',
      "couldn't parse image",
      'could not parse reference',
      'not a valid repository/tag',
      'invalid tag "',
      'invalid repository name',
      'parsing image name',
      'invalid image name',
      'error parsing reference',
      'failed to parse image',
      'invalid digest',
      'name_invalid',
      'name invalid',
      'failed to parse reference',
      'unsupported digest',
      'invalid checksum digest',
    ],
    pattern:
      /invalid reference format|repository name must (?:be|have)|invalidimagename|couldn't parse image (?:reference|name)|could not parse reference|not a valid repository\/tag|invalid tag "[^"\n]{1,300}"|invalid repository name|invalid image name|error parsing reference|failed to parse (?:image )?(?:reference|name)|name[ _]invalid|invalid checksum digest/i,
    why: 'The name of the image is not well formed.',
    source: 'distribution/reference reference.go: ErrReferenceInvalidFormat, ErrNameContainsUppercase',
    examples: [
      'invalid reference format: repository name must be lowercase',
      'Error: parsing reference "registry.example.com/App": invalid reference format',
    ],
  },
  {
    label: 'short-name-unresolved',
    weight: 96,
    anchors: ['short-name', 'short name', 'unqualified-search'],
    pattern:
      /short-name "?[^"\n]{1,300}"? did not resolve to an alias|short-name resolution enforced but cannot prompt|no unqualified-search registries are defined|no unqualified-search/i,
    why: 'The name has no registry, and nothing here says where to look for it.',
    source: 'containers/image pkg/shortnames/shortnames.go',
    examples: [
      'Error: short-name "app" did not resolve to an alias and no unqualified-search registries are defined in "/etc/containers/registries.conf"',
    ],
  },
  {
    label: 'kubelet-backoff-only',
    weight: 25,
    anchors: ['back-off pulling image', 'imagepullbackoff', 'errimagepull', 'failed to pull image'],
    pattern: /back-off pulling image|imagepullbackoff|errimagepull|failed to pull (?:the )?image/i,
    why: 'The pull failed and is tried again; this text does not hold the cause.',
    source: 'kubernetes pkg/kubelet/images/image_manager.go',
    examples: [
      'Warning  Failed  2m (x5 over 5m)  kubelet  Error: ImagePullBackOff',
      'Back-off pulling image "registry.example.com/app:1"',
    ],
  },
];
