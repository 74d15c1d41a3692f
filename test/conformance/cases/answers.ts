import type { ConformanceCase } from '../harness/case.js';
import { faultyHttps, httpsRegistry, IMAGE, insecure, NAME, registriesConf, withNames } from '../harness/ground.js';
import { afterPing, answer, loginPage, redirectLoop, registryError, tooManyRequests } from '../rig/faults.js';
import { startRegistry } from '../rig/registry.js';

const reference = `${NAME}/${IMAGE}`;
const usual = { reference, clients: { buildah: 'fail', skopeo: 'fail' }, fix: 'none' } as const;

export const ANSWERS: readonly ConformanceCase[] = [
  {
    ...usual,
    name: 'captive-portal-or-html: a login page for everything',
    finding: 'captive-portal-or-html',
    wire: true,
    build: async (rig) => [await faultyHttps(rig, loginPage)],
  },
  {
    ...usual,
    name: 'captive-portal-or-html: a page where the API should be (404)',
    finding: 'captive-portal-or-html',
    build: async (rig) => [
      await faultyHttps(rig, answer(404, '<html><body>no such page</body></html>', { 'content-type': 'text/html' })),
    ],
  },
  {
    ...usual,
    name: 'captive-portal-or-html: a redirect to a login page',
    finding: 'captive-portal-or-html',
    build: async (rig) => [
      await faultyHttps(rig, (request, response) => {
        if (request.url?.startsWith('/login')) loginPage(request, response);
        else response.writeHead(302, { location: '/login' }).end();
      }),
    ],
  },
  {
    ...usual,
    name: 'registry-5xx: 503 for everything',
    finding: 'registry-5xx',
    wire: true,
    waits: true,
    build: async (rig) => [await faultyHttps(rig, registryError(503, 'UNAVAILABLE', 'down for maintenance'))],
  },
  {
    ...usual,
    name: 'registry-5xx: 500 for the manifest',
    finding: 'registry-5xx',
    wire: true,
    waits: true,
    build: async (rig) => [await faultyHttps(rig, afterPing(registryError(500, 'UNKNOWN', 'unknown error')))],
  },
  {
    ...usual,
    name: 'registry-5xx: 502 with a page of the gateway before it',
    finding: 'registry-5xx',
    waits: true,
    build: async (rig) => [
      await faultyHttps(rig, answer(502, '<html><h1>502 Bad Gateway</h1></html>', { 'content-type': 'text/html' })),
    ],
  },
  {
    ...usual,
    name: 'rate-limited: 429 for every manifest, skopeo',
    clients: { skopeo: 'fail' },
    finding: 'rate-limited',
    wire: true,
    waits: true,
    build: async (rig) => [await faultyHttps(rig, afterPing(tooManyRequests()))],
  },
  {
    ...usual,
    name: 'rate-limited: 429 for every manifest, buildah repeats the repeats',
    clients: { buildah: 'fail' },
    finding: 'rate-limited',
    wire: true,
    waits: true,
    longestMs: 180_000,
    build: async (rig) => [await faultyHttps(rig, afterPing(tooManyRequests()))],
  },
  {
    ...usual,
    name: 'rate-limited: 429 for the ping too, which buildah does not repeat again',
    clients: { buildah: 'fail' },
    finding: 'rate-limited',
    wire: true,
    waits: true,
    longestMs: 180_000,
    build: async (rig) => [await faultyHttps(rig, tooManyRequests())],
  },
  {
    ...usual,
    name: 'rate-limited: Retry-After of 3 s',
    clients: { skopeo: 'fail' },
    finding: 'rate-limited',
    waits: true,
    build: async (rig) => [await faultyHttps(rig, afterPing(tooManyRequests('3')))],
  },
  {
    ...usual,
    name: 'manifest-unknown: no such tag',
    reference: `${NAME}/team/app:missing`,
    clients: { buildah: 'fail', skopeo: 'fail', podman: 'fail' },
    finding: 'manifest-unknown',
    wire: true,
    build: async (rig) => [await httpsRegistry(rig)],
  },
  {
    ...usual,
    name: 'repository-not-found: NAME_UNKNOWN',
    finding: 'repository-not-found',
    wire: true,
    build: async (rig) => [
      await faultyHttps(rig, afterPing(registryError(404, 'NAME_UNKNOWN', 'repository name not known to registry'))),
    ],
  },
  {
    ...usual,
    name: 'wrong-platform: an index without this platform',
    reference: `${NAME}/team/app:foreign`,
    finding: 'wrong-platform',
    wire: true,
    build: async (rig) => [await httpsRegistry(rig)],
  },
  {
    ...usual,
    name: 'wrong-platform: a single image for another machine, which pulls',
    reference: `${NAME}/team/app:foreign-plain`,
    clients: { buildah: 'ok' },
    finding: 'wrong-platform',
    build: async (rig) => [await httpsRegistry(rig)],
  },
  {
    ...usual,
    name: 'a redirect that never ends',
    clients: { skopeo: 'fail' },
    finding: 'registry-5xx',
    build: async (rig) => [await faultyHttps(rig, redirectLoop)],
  },
  {
    ...usual,
    name: 'manifest-unknown: over plain HTTP with insecure = true',
    reference: `${NAME}:5000/team/app:missing`,
    finding: 'manifest-unknown',
    build: async (rig) => {
      await withNames(rig);
      await registriesConf(rig, insecure(`${NAME}:5000`));
      return [await startRegistry(rig, { port: 5000 })];
    },
  },
];
