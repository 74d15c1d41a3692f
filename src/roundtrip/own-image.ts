import { type Content, type ImagePlatform, tinyImage } from '../lab/image.js';
import { waitingProgram } from './waiting-program.js';

/** An image that no registry has: its only file ends with random bytes. */
export interface OwnImage {
  readonly manifest: Content;
  readonly blobs: readonly Content[];
  /** Manifest, configuration and layer together. */
  readonly bytes: number;
  /** Whether a pod of it keeps running: there is a program for its platform. */
  readonly runs: boolean;
}

/** Name of the image's file, which it starts. */
const PROGRAM = 'wait';

/** An image for one platform. @param salt makes layer, configuration and manifest this run's own. */
export function ownImage(platform: ImagePlatform, salt: Uint8Array): OwnImage {
  const program = waitingProgram(platform.architecture);
  const bytes = Buffer.concat([program ?? Buffer.from('regdoctor roundtrip\n'), salt]);
  const { manifests, blobs } = tinyImage([platform], { name: PROGRAM, bytes, mode: 0o755 });
  const [manifest] = manifests;
  if (manifest === undefined) throw new Error('an image of one platform has one manifest');
  const sizes = [manifest, ...blobs].map((content) => content.bytes.length);
  return { manifest, blobs, bytes: sizes.reduce((sum, size) => sum + size, 0), runs: program !== null };
}
