import type { Recogniser } from '../recogniser.js';

/** Texts of the containers/image family that no other program has. */
export const CONTAINERS_IMAGE: readonly Recogniser[] = [
  {
    label: 'auth-denied-scope',
    weight: 75,
    anchors: ['manifest', 'layer upload', 'blob'],
    pattern:
      /(?:reading|writing|uploading) manifest \S{1,200}(?: (?:in|to) \S{1,300})?: denied\b|(?:layer upload|writing blob|fetching blob)[^\n]{0,300}: denied\b/i,
    unless: /: denied: \w/i,
    why: 'The registry lets in whoever asked, and not to this repository.',
    also: ['auth-missing-credentials', 'repository-not-found'],
    tells: 'Registries answer the same where nobody is logged in and where the repository does not exist.',
    source: 'containers/image docker/errors.go: registryHTTPResponseToError',
    examples: [
      'Error: initializing source docker://registry.example.com/app:1: reading manifest 1 in registry.example.com/app: denied',
    ],
  },
  {
    label: 'registry-5xx',
    weight: 80,
    anchors: ['invalid status code from registry'],
    pattern: /invalid status code from registry 5\d\d/i,
    also: ['proxy-misconfigured'],
    tells: 'A proxy for plain HTTP that cannot reach the registry answers so in its place.',
    why: 'The registry, or the gateway before it, is failing at that time.',
    source: 'containers/image docker/docker_client.go: detectPropertiesHelper, httpResponseToError',
    examples: [
      'pinging container registry registry.example.com: invalid status code from registry 503 (Service Unavailable)',
    ],
  },
  {
    label: 'other:wrong-endpoint',
    weight: 66,
    anchors: ['invalid status code from registry'],
    pattern: /invalid status code from registry 4\d\d/i,
    unless: /bearer token|access token|fetching blob/i,
    why: 'What answers at that address does not behave as a registry does at /v2/.',
    also: ['http-on-https-port', 'captive-portal-or-html', 'policy-blocked-registry'],
    tells: 'A TLS port that is spoken to in plain HTTP answers 400; another site answers 404 or 403.',
    source: 'containers/image docker/docker_client.go: detectPropertiesHelper',
    examples: ['pinging container registry localhost:5000: invalid status code from registry 400 (Bad Request)'],
  },
  {
    label: 'config-parse-error',
    weight: 91,
    anchors: ['uri schemes are not supported', 'invalid location', 'invalid prefix'],
    pattern:
      /invalid (?:location|prefix)[ :'"][^\n]{0,300}(?:uri schemes are not supported|cannot be empty|wildcard)|uri schemes are not supported/i,
    why: 'A location or prefix in registries.conf is written with a scheme or in another way that is not taken.',
    source: 'containers/image pkg/sysregistriesv2/system_registries_v2.go: parseLocation',
    examples: [
      "Error: loading registries configuration: invalid location 'https://registry.example.com': URI schemes are not supported",
    ],
  },
  {
    label: 'config-wrong-dialect',
    weight: 92,
    anchors: ['must be in v2 format'],
    pattern: /must be in v2 format but is in v1/i,
    why: 'registries.conf, or a drop-in of it, is written in the old form, which this program no longer mixes with the new one.',
    source: 'containers/image pkg/sysregistriesv2/system_registries_v2.go: InvalidRegistries',
    examples: ['registries.conf must be in v2 format but is in v1'],
  },
  {
    label: 'config-conflict',
    weight: 92,
    anchors: ['defined multiple times with conflicting', 'on an insecured registry'],
    pattern: /defined multiple times with conflicting|can't require tls verification on an insecured registry/i,
    why: 'Two settings about the same registry exclude each other.',
    source: 'containers/image pkg/sysregistriesv2/system_registries_v2.go: postProcessRegistries; containers/common',
    examples: ["registry 'registry.example.com' is defined multiple times with conflicting 'insecure' setting"],
  },
  {
    label: 'registry-storage-full-or-readonly',
    weight: 83,
    anchors: ['initiating layer upload'],
    pattern: /initiating layer upload[^\n]{0,300}: unsupported\b/i,
    why: 'The registry takes no uploads: it is read-only, or a pull-through cache.',
    also: ['other:push-to-pull-through-cache'],
    tells: 'maintenance.readonly, or proxy.remoteurl, in its configuration.',
    source: 'containers/image docker/docker_image_dest.go: putBlob; distribution registry/handlers',
    examples: [
      'Error: writing blob: initiating layer upload to /v2/app/blobs/uploads/ in registry.example.com: unsupported',
    ],
  },
  {
    label: 'digest-mismatch',
    weight: 91,
    anchors: ['does not match requested digest', 'does not match provided manifest digest'],
    pattern: /manifest digest:? \S{1,200} does not match requested digest|does not match provided manifest digest/i,
    why: 'What arrived is not what its digest says.',
    also: ['proxy-interception'],
    tells:
      'A cache or proxy on the way changes content; the registry itself has it wrong where every way shows the same.',
    source: 'containers/image image/docker_schema2.go, docker/docker_image_src.go',
    examples: [
      'manifest digest: sha256:aaaa does not match requested digest sha256:bbbb for docker://registry.example.com/app',
    ],
  },
  {
    label: 'auth-helper-missing',
    weight: 93,
    anchors: ['resolves to executable in current directory'],
    pattern: /docker-credential-[\w.-]{1,80}[^\n]{0,40}resolves to executable in current directory/i,
    why: 'The credential helper is on no directory of the PATH; one in the current directory is not taken.',
    source: 'cli/safeexec as built into Debian releases of the family',
    examples: [
      'error getting credentials: docker-credential-x resolves to executable in current directory (./docker-credential-x)',
    ],
  },
  {
    label: 'http-on-https-port',
    // Below what is said of certificates: this comes of falling back to plain HTTP after them.
    weight: 72,
    anchors: ['malformed http response'],
    pattern: /malformed http response "(?: |\\?x15)/i,
    why: 'The client speaks plain HTTP to a port that speaks TLS.',
    source: 'golang/go src/net/http/transport.go: readResponse',
    examples: [
      'Get "http://registry.example.com:443/v2/": net/http: HTTP/1.x transport connection broken: malformed HTTP response "\\x15\\x03\\x01\\x00\\x02\\x02"',
    ],
  },
];
