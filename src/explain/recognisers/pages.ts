import type { Recogniser } from '../recogniser.js';

/** Answers that no registry gives: web pages, and services of another kind. */
export const PAGES: readonly Recogniser[] = [
  {
    label: 'captive-portal-or-html',
    weight: 80,
    anchors: [
      "invalid character '<'",
      'text/html',
      "unexpected character ('<'",
      'unexpected token <',
      "unexpected token '<",
    ],
    pattern:
      /invalid character '<' looking for beginning of value|(?:unexpected|unsupported|unknown|invalid) (?:media|content|mime)[ -]?type:? "?(?:text\/html|'text\/html)|unexpected media type text\/html|unexpected character \('<'|unexpected token '?</i,
    unless: /\b413\b|entity too large|50[0-4]\b|408 request/i,
    needsRegistry: true,
    why: 'A web page came back where a registry answer was expected.',
    also: ['other:wrong-endpoint', 'proxy-interception', 'registry-5xx'],
    tells: 'The title of the page says whose it is: a login page, a web interface, an error page of a gateway.',
    source: 'distribution registry/client/errors.go: parseHTTPErrorResponse; containerd remotes/docker; Jackson',
    examples: [
      'error parsing HTTP 404 response body: invalid character \'<\' looking for beginning of value: "<!doctype html><title>Welcome</title>" docker pull',
    ],
  },
  {
    label: 'captive-portal-or-html',
    weight: 66,
    anchors: ['<html', '<!doctype html', '<head><title', '<?xml'],
    pattern:
      /(?:unexpected status(?: code)?|unsupported status code|statuscode:|status code|response|received)[^\n]{0,200}(?:<html|<!doctype html|<head><title|<\?xml)/i,
    unless: /\b413\b|entity too large|\b50[0-4]\b|408 request|plain http request|no required ssl/i,
    needsRegistry: true,
    why: 'The answer is a web page or an XML document, and not one of a registry.',
    also: ['other:wrong-endpoint', 'auth-denied-scope', 'proxy-interception'],
    tells: 'The title of the page says whose it is.',
    source: 'go-containerregistry pkg/v1/remote/transport/error.go; containers/image docker/errors.go',
    examples: [
      'GET https://registry.example.com/v2/: unexpected status code 404 Not Found: <!DOCTYPE html><title>Portal</title>',
    ],
  },
  {
    label: 'other:wrong-endpoint',
    weight: 72,
    anchors: [
      'not a docker registry',
      'not a valid registry',
      'not a valid docker registry',
      'login attempt to',
      'docker-distribution-api-version',
      'docker-content-digest',
      'content-type',
      'pinging ',
      'does not appear to be a',
    ],
    pattern:
      /login attempt to \S+ failed with status: (?:404|405|30\d|400)|not a (?:valid (?:docker )?|docker )registry\b|pinging [^:]{0,60}registry \S{1,200}: (?:invalid status code from registry |statuscode: )404|missing (?:or empty )?"?(?:docker-distribution-api-version|docker-content-digest|content-type)"? header|missing header "?docker-content-digest|does not appear to be a (?:docker |container |v2 )?registry/i,
    why: 'What answers at that address is no registry: another port, path or host is meant.',
    also: ['captive-portal-or-html', 'config-ignored-wrong-path'],
    tells: 'curl -i https://HOST/v2/ of a registry answers 200 or 401 with docker-distribution-api-version.',
    source: 'moby registry/auth.go: loginV2; containers/image docker/docker_client.go: ping; oras-go registry/remote',
    examples: [
      'Error response from daemon: login attempt to https://nexus.example.com/v2/ failed with status: 404 Not Found',
    ],
  },
  {
    label: 'other:wrong-endpoint',
    weight: 60,
    anchors: ['404', 'not found'],
    pattern:
      /(?:get|head) "?https?:\/\/[^\s"/]+\/v2\/"?: (?:unexpected status code |status )?404|\/v[12]\/(?:_ping)?"?[^\n]{0,60}\b404 (?:page )?not found|(?:post|put|patch) "?https?:\/\/\S+\/blobs\/uploads\/\S*: (?:unexpected status code |response status code |\(?statuscode:? )404|unexpected http status: 404|unexpected status from (?:post|put) request to \S+: 404/i,
    needsRegistry: true,
    why: 'The address is there, and has nothing of a registry at that path.',
    also: ['repository-not-found', 'captive-portal-or-html'],
    tells: 'curl -i https://HOST/v2/ of a registry answers 200 or 401.',
    source: 'distribution registry/client/errors.go; go-containerregistry pkg/v1/remote/transport/error.go',
    examples: [
      'creating push check transport for reg.example.com failed: GET https://reg.example.com/v2/: unexpected status code 404 Not Found',
    ],
  },
];
