const UNITS = ['bytes', 'KiB', 'MiB', 'GiB'] as const;
const STEP = 1024;

/** A number of bytes for people: `940 KiB`, `1.2 MiB`, `1 byte`. */
export function bytesOf(bytes: number): string {
  if (bytes === 1) return '1 byte';
  let value = bytes;
  let unit = 0;
  while (value >= STEP && unit < UNITS.length - 1) {
    value /= STEP;
    unit += 1;
  }
  const shown = value >= 100 || Number.isInteger(value) ? Math.round(value).toString() : value.toFixed(1);
  return `${shown} ${UNITS[unit]}`;
}
