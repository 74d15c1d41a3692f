import type { Row, SilentRow } from '../support/check-rows.js';
import { errorFact, httpFact, pageFact } from '../support/facts.js';
import { IMAGE, openRegistry } from './registry.js';

export const rows: readonly Row[] = [
  {
    name: 'a login page for everything',
    reference: IMAGE,
    world: { http: () => pageFact(200, 'Guest network') },
    title: 'https://reg.example:5000 answers with a web page ("Guest network") where a registry answer was expected',
    evidence: ['GET /v2/team/app/manifests/1: 200 OK, content type text/html'],
    nextStep: 'let https://reg.example:5000/v2/ reach the registry',
    fixes: [{ kind: 'server', proof: 'hypothetical', after: 'ok' }],
  },
  {
    name: 'a web site without a registry',
    reference: IMAGE,
    world: { http: () => pageFact(404, 'Not found') },
    title: 'https://reg.example:5000 answers with a web page ("Not found") where a registry answer was expected',
    fixes: [{ kind: 'server', proof: 'hypothetical', after: 'unknown' }],
  },
  {
    name: 'a page without a title that hides its type',
    reference: IMAGE,
    world: openRegistry(() => httpFact(200, { bodyBytes: 90, bodyStart: ' <body onload="go()">' })),
    title: 'https://reg.example:5000 answers with a web page where a registry answer was expected',
  },
  {
    name: 'a redirect to a portal',
    reference: IMAGE,
    world: openRegistry(({ url }) =>
      url.hostname === 'portal.example'
        ? pageFact(200, 'Accept the terms')
        : httpFact(302, { headers: { location: 'https://portal.example/login' } }),
    ),
    title:
      'reg.example:5000 redirects to portal.example, and https://portal.example:443 answers with a web page ("Accept the terms") where a registry answer was expected',
  },
  {
    name: 'another service at that port',
    reference: IMAGE,
    world: { http: () => httpFact(404, { bodyBytes: 19, bodyStart: '404 page not found' }) },
    title: 'https://reg.example:5000 answers with 404 Not Found where a registry answer was expected',
    evidence: ['it says: 404 page not found', 'this may be another service'],
  },
];

export const silent: readonly SilentRow[] = [
  { name: 'a registry', reference: IMAGE, instead: null },
  {
    name: "a gateway's page about its upstream",
    reference: IMAGE,
    world: { http: () => pageFact(502, 'Bad Gateway') },
    instead: 'registry-5xx',
  },
  {
    name: 'a registry that refuses the ping in its own words',
    reference: IMAGE,
    world: { http: () => errorFact(403, 'DENIED', 'go away') },
    instead: 'auth-missing-credentials',
  },
  {
    name: 'a login asked for with a page',
    reference: IMAGE,
    world: openRegistry(() => pageFact(401, 'Authorization Required')),
    instead: 'auth-challenge-missing',
  },
];
