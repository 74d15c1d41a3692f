import type { Recogniser } from '../recogniser.js';

/** Uploads, and registries that can't store. */
export const PUSH: readonly Recogniser[] = [
  {
    label: 'upload-too-large',
    weight: 95,
    anchors: ['413', 'request entity too large', 'payload too large', 'content too large'],
    pattern:
      /413 (?:request entity|payload|content) too large|request entity too large|server error: 413|(?:http|status|status code|response)[ :]{1,3}413\b|payload too large/i,
    needsRegistry: true,
    why: 'A proxy before the registry, or the registry, refuses an upload of that size.',
    source: 'nginx client_max_body_size; RFC 9110 413',
    examples: [
      "The push refers to repository [registry.example.com/app] error parsing HTTP 413 response body: invalid character '<' looking for beginning of value",
    ],
  },
  {
    label: 'upload-redirect-scheme',
    weight: 87,
    anchors: [
      'patch "http://',
      'put "http://',
      'patch http://',
      'put http://',
      'calling "put"',
      'failed to upload metadata',
    ],
    pattern:
      /\b(?:patch|put) "?http:\/\/[^\s"]+\/blobs\/uploads\/[^\s"]+"?: (?:dial|read|write|net\/http|context|eof|http:|unexpected)|calling "put" http:\/\/[^\s"]+\/blobs\/uploads\/|(?:writing blob|uploading[^\n]{0,40}): (?:patch|put) "?http:\/\/|failed to upload metadata: put "?https?:\/\/\d+\.\d+\.\d+\.\d+:/i,
    needsRegistry: true,
    why: 'The address of the upload, as the registry named it, has a scheme, host or port that leads elsewhere.',
    also: ['tcp-timeout', 'https-on-http-port'],
    tells: 'The registry behind a proxy needs X-Forwarded-Proto and Host, or http.host (relativeurls).',
    source: 'distribution registry/api/v2/urls.go: NewURLBuilderFromRequest',
    examples: [
      'Error: writing blob: Patch "http://registry.example.com/v2/app/blobs/uploads/1?_state=x": dial tcp 203.0.113.5:80: i/o timeout',
    ],
  },
  {
    label: 'registry-storage-full-or-readonly',
    weight: 92,
    anchors: [
      'drivername',
      'enclosed',
      'configured upper limit',
      'quota',
      'read-only',
      'readonly',
      'filesystem: ',
      'storage is full',
      'no space left',
      'maintenance mode',
      'insufficient storage',
      '507',
    ],
    pattern:
      /drivername:\S{0,40} enclosed|enclosed:map|exceed the configured upper limit|(?:storage|project|registry|repository)[ \w]{0,30}quota (?:has been )?(?:exceeded|reached)|quota exceeded|registry is (?:in )?(?:read-?only|maintenance)|unknown error completing upload|filesystem: (?:stat|mkdir|open|write|rename) \/\S{1,300}: (?:permission denied|no space|read-only)|(?:mkdir|write|open) \/\S{0,200}docker\/registry\/\S{1,300}: (?:permission denied|no space left|read-only)|507 insufficient storage/i,
    why: 'The registry cannot write: its disk is full, a quota is reached, or its storage is read-only or belongs to somebody else.',
    also: ['registry-5xx'],
    tells: 'Its own log names the path and the error.',
    source: 'distribution registry/storage/driver; Harbor src/controller/quota',
    examples: [
      'PUT https://registry.example.com/v2/app/manifests/1: UNKNOWN: unknown error; map[DriverName:filesystem Enclosed:map[Err:28 Op:write]]',
    ],
  },
  {
    label: 'other:push-to-pull-through-cache',
    weight: 84,
    anchors: ['unsupported', 'operation is unsupported'],
    pattern: /the operation is unsupported|err\.code=unsupported|^unsupported$|unsupported: the operation/i,
    why: 'The registry does not take this operation: it is a pull-through cache, or read-only.',
    also: ['registry-storage-full-or-readonly', 'mediatype-unsupported'],
    tells: 'proxy.remoteurl, or maintenance.readonly, in its configuration.',
    source: 'distribution registry/api/errcode: UNSUPPORTED; registry/proxy',
    examples: ['docker push localhost/app: unsupported: The operation is unsupported.'],
  },
  {
    label: 'other:tag-immutable',
    weight: 90,
    anchors: ['immutable'],
    pattern:
      /tag [^\n]{1,200}(?:immutable|already exists)[^\n]{0,80}(?:immutab|overwrit)|immutable tag|cannot be overwritten because the (?:repository|tag) is immutable|imagetagalreadyexistsexception/i,
    why: 'The tag exists and may not be overwritten.',
    source: 'ECR, Harbor, Artifactory',
    examples: [
      'tag invalid: The image tag "1" already exists in the "app" repository and cannot be overwritten because the repository is immutable.',
    ],
  },
];
