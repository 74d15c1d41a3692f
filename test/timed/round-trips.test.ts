import { expect, test } from 'vitest';
import { regdoctor } from '../live/run-regdoctor.js';
import { healthyRegistry } from './support/healthy-registry.js';

const manifest = expect.stringMatching(/^GET \/v2\/team\/app\/manifests\//);
const blob = expect.stringMatching(/^GET \/v2\/team\/app\/blobs\//);
/** Is there a registry, a token, the manifest, the configuration: `skopeo inspect` asks no more. */
const INSPECT = ['GET /v2/', 'GET /token', manifest, blob];
/** And the first layer. */
const PULL = [...INSPECT, blob];

/** One registry, one token server: each has one connection and one handshake, however many clients are judged. */
test.each([
  ['skopeo', ['skopeo'], INSPECT],
  ['buildah', ['buildah'], PULL],
  ['three clients that ask alike', ['buildah', 'podman', 'skopeo'], PULL],
])('%s: a healthy check goes over the wire as seldom as can be', { timeout: 60_000 }, async (_name, clients, least) => {
  const healthy = await healthyRegistry();
  try {
    const words = ['check', healthy.reference, '--root', healthy.root, '--client', clients.join(','), '--json'];
    const { stdout } = await regdoctor(words);
    const report = JSON.parse(String(stdout));
    expect(report.verdict, report.summary).toBe('ok');
    const { registry, tokens } = healthy;
    const [first, ...others] = registry.requests;
    expect([first, ...tokens.requests, ...others]).toEqual(least);
    expect({ registry: registry.connections, tokens: tokens.connections }).toEqual({ registry: 1, tokens: 1 });
    expect({ registry: registry.handshakes, tokens: tokens.handshakes }).toEqual({ registry: 1, tokens: 1 });
  } finally {
    await healthy.end();
  }
});
