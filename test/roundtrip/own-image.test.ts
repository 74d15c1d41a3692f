import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { digestOf } from '../../src/lab/image.js';
import { ownImage } from '../../src/roundtrip/own-image.js';

const PLATFORM = { os: 'linux', architecture: 'amd64' };
const image = ownImage(PLATFORM, Buffer.from('salt of this run'));

describe('the image of a run', () => {
  test('is one of its own: another salt, and neither layer, configuration nor manifest are the same', () => {
    const other = ownImage(PLATFORM, Buffer.from('salt of the next'));
    const digests = [image, other].flatMap(({ manifest, blobs }) => [manifest, ...blobs].map(({ digest }) => digest));
    expect(new Set(digests).size).toBe(6);
  });

  test('holds a program that anybody may start, and starts it', () => {
    const [layer, configuration] = image.blobs;
    const tar = gunzipSync(layer?.bytes ?? Buffer.alloc(0));
    expect(tar.toString('latin1', 0, 4)).toBe('wait');
    expect(tar.toString('latin1', 100, 107)).toBe('0000755');
    expect(tar.toString('latin1', 512, 516)).toBe('\x7fELF');
    const config = JSON.parse(configuration?.bytes.toString() ?? '{}');
    expect(config).toMatchObject({ os: 'linux', architecture: 'amd64', config: { Cmd: ['/wait'] } });
    expect(config.rootfs.diff_ids).toEqual([digestOf(tar)]);
    expect(image.runs).toBe(true);
  });

  test('is small, and where nothing can run in it, it says so', () => {
    expect(image.bytes).toBeLessThan(2000);
    expect(ownImage({ os: 'linux', architecture: 's390x' }, Buffer.from('x')).runs).toBe(false);
  });
});
