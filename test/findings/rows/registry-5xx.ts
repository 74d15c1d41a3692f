import type { Row, SilentRow } from '../support/check-rows.js';
import { httpFact, pageFact } from '../support/facts.js';
import { IMAGE, openRegistry } from './registry.js';

const failing = (more: Parameters<typeof httpFact>[1]) => openRegistry(() => httpFact(null, more));

export const rows: readonly Row[] = [
  {
    name: 'a gateway without a registry behind it',
    reference: IMAGE,
    world: { http: () => pageFact(503, '503 Service Temporarily Unavailable') },
    title: 'https://reg.example:5000 answers 503 Service Unavailable to GET /v2/',
    evidence: ['with a web page titled "503 Service Temporarily Unavailable"'],
    nextStep: 'whoever runs reg.example:5000: look at the registry and the gateway before it',
    fixes: [{ kind: 'server', proof: 'hypothetical', after: 'unknown' }],
  },
  {
    name: 'a manifest that cannot be read',
    reference: IMAGE,
    world: openRegistry(() => httpFact(500)),
    title: 'https://reg.example:5000 answers 500 to GET /v2/team/app/manifests/1',
    fixes: [{ kind: 'server', proof: 'hypothetical', after: 'ok' }],
  },
  {
    name: 'never answers',
    reference: IMAGE,
    world: failing({ outcome: 'silent', ms: 5000 }),
    title: 'https://reg.example:5000 accepts the connection and never answers GET /v2/team/app/manifests/1',
    evidence: ['buildah sets no limit on this wait', 'within 5000 ms'],
  },
  {
    name: 'drips',
    reference: IMAGE,
    world: failing({ outcome: 'stalled', ms: 5000, status: 200 }),
    title: 'https://reg.example:5000 begins an answer to GET /v2/team/app/manifests/1 and does not end it',
  },
  {
    name: 'too large',
    reference: IMAGE,
    world: failing({ outcome: 'too-large', status: 200, detail: 'body over 4194304 bytes' }),
    title: 'https://reg.example:5000 answers GET /v2/team/app/manifests/1 with more than any client reads',
    evidence: ['body over 4194304 bytes'],
  },
  {
    name: 'closes',
    reference: IMAGE,
    world: failing({ outcome: 'closed' }),
    title: 'https://reg.example:5000 closes the connection without an answer to GET /v2/team/app/manifests/1',
  },
  {
    name: 'resets',
    reference: IMAGE,
    world: failing({ outcome: 'reset' }),
    title: 'https://reg.example:5000 resets the connection without an answer to GET /v2/team/app/manifests/1',
  },
  {
    name: 'breaks off',
    reference: IMAGE,
    world: failing({ outcome: 'closed', detail: 'TLS alert: certificate required' }),
    title:
      'https://reg.example:5000 closes the connection without an answer to GET /v2/team/app/manifests/1: TLS alert: certificate required',
  },
  {
    name: 'something else than HTTP',
    reference: IMAGE,
    world: failing({ outcome: 'malformed', detail: 'no valid HTTP: SSH-2.0-OpenSSH_9.2' }),
    title: 'https://reg.example:5000 answers GET /v2/team/app/manifests/1 with something that is no HTTP',
    evidence: ['SSH-2.0-OpenSSH_9.2'],
  },
  {
    name: 'redirects for ever',
    reference: IMAGE,
    world: openRegistry(({ url }) => httpFact(302, { headers: { location: url.href } })),
    title: 'https://reg.example:5000 redirects GET /v2/team/app/manifests/1 for ever',
  },
  {
    name: 'redirects to nowhere',
    reference: IMAGE,
    world: openRegistry(() => httpFact(302, { headers: { location: 'file:///etc/passwd' } })),
    title: 'https://reg.example:5000 redirects GET /v2/team/app/manifests/1 to an address that is no http(s) URL',
  },
  {
    name: 'an answer that is no manifest',
    reference: IMAGE,
    world: openRegistry(() => httpFact(200, { bodyBytes: 5, bodyStart: 'hello' })),
    title: 'https://reg.example:5000 answers 200 OK to GET /v2/team/app/manifests/1 with something that is no manifest',
    evidence: ["invalid character 'h' looking for beginning of value"],
    fixes: [{ kind: 'server', proof: 'hypothetical', after: 'ok' }],
  },
  {
    name: 'a method that is not there',
    reference: IMAGE,
    operation: 'push',
    world: openRegistry(() => httpFact(405)),
    title: 'https://reg.example:5000 answers 405 to POST /v2/team/app/blobs/uploads/',
  },
];

export const silent: readonly SilentRow[] = [
  { name: 'a registry in order', reference: IMAGE, instead: null },
  {
    name: 'something that is not there',
    reference: IMAGE,
    world: openRegistry(() => httpFact(404)),
    instead: 'manifest-unknown',
  },
];
