import { describe, expect, test } from 'vitest';
import { readManifest } from '../../../src/probes/parse/manifest.js';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const blob = { digest: DIGEST, mediaType: 'application/x', size: 7 };

describe('what a manifest says', () => {
  test('configuration, layers and version of an image', () => {
    expect(readManifest({ schemaVersion: 2, config: blob, layers: [blob, blob] })).toMatchObject({
      schemaVersion: 2,
      configDigest: DIGEST,
      config: blob,
      layers: [blob, blob],
      index: null,
    });
  });

  test('layers of schema 1 stand the other way round, and have no size', () => {
    const fsLayers = [{ blobSum: 'sha256:top' }, { blobSum: 'sha256:base' }];
    const { layers, config, schemaVersion } = readManifest({ schemaVersion: 1, fsLayers });
    expect(layers?.map(({ digest, size }) => [digest, size])).toEqual([
      ['sha256:base', null],
      ['sha256:top', null],
    ]);
    expect([config, schemaVersion]).toEqual([null, 1]);
  });

  test('layers are bounded', () => {
    expect(readManifest({ layers: Array.from({ length: 5000 }, () => blob) }).layers).toHaveLength(500);
    expect(readManifest({ fsLayers: Array.from({ length: 5000 }, () => ({ blobSum: DIGEST })) }).layers).toHaveLength(
      500,
    );
  });

  test.each([
    { layers: 'x', config: 7, schemaVersion: '2' },
    { layers: [null, 3, {}, { digest: 5 }], config: [], schemaVersion: null },
    { fsLayers: [null, { blobSum: {} }], config: { digest: '' } },
    { config: { digest: 'a'.repeat(5000), size: -1, mediaType: '\u001b[31m' } },
    { config: { digest: 'x', size: 1e300 } },
    { config: { digest: 'x', size: Number.NaN } },
  ])('wrong types are nothing: %j', (body) => {
    const found = readManifest(body);
    expect(found.config?.size ?? null).toBeNull();
    expect(found.layers ?? []).toEqual([]);
    expect(found.configDigest?.length ?? 0).toBeLessThanOrEqual(200);
    expect(JSON.stringify(found)).not.toContain('\\u001b');
  });
});
