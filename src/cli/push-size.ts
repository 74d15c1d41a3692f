import { UsageError } from '../report/usage.js';
import { cleanText } from '../text/clean.js';

const MIB = 1024 * 1024;
/** Largest part that is sent, bytes: registries behind proxies are limited well below, and it all goes through the network. */
const MOST_BYTES = 1024 * MIB;
/** Longest echo of a flag's value. */
const MAX_ECHO_CHARACTERS = 40;

/** Bytes by suffix: as `docker` and nginx mean them (k, m, g are 1024-fold), KB and the like 1000-fold. */
const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  k: 1024,
  kib: 1024,
  kb: 1000,
  m: MIB,
  mib: MIB,
  mb: 1000 * 1000,
  g: 1024 * MIB,
  gib: 1024 * MIB,
  gb: 1000 * 1000 * 1000,
};

/** The bytes that `--push-size` asks for: `10M`, `512KiB`, `1000`; from 1 byte to 1 GiB. Anything else throws `UsageError`. */
export function pushSizeFrom(value: string): number {
  const [, digits = '', suffix = ''] = /^(\d{1,12})\s*([a-z]*)$/i.exec(value.trim()) ?? [];
  const unit = Object.hasOwn(UNITS, suffix.toLowerCase()) ? UNITS[suffix.toLowerCase()] : undefined;
  const bytes = digits === '' || unit === undefined ? null : Number(digits) * unit;
  if (bytes === null || bytes < 1)
    throw new UsageError(
      `--push-size: "${cleanText(value, MAX_ECHO_CHARACTERS)}" is no size`,
      '--push-size',
      '10M, 512KiB or a number of bytes',
    );
  if (bytes > MOST_BYTES)
    throw new UsageError(`--push-size: at most ${MOST_BYTES / MIB}M are sent`, '--push-size', `${MOST_BYTES / MIB}M`);
  return bytes;
}
