/** Milliseconds of Go's units (golang/go `time/format.go`: unitMap). */
const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** Milliseconds of a Go duration, `1m30s` (golang/go `time/format.go`: ParseDuration); null for anything else, numbers without a unit above all. */
export function goDurationMs(text: string): number | null {
  const sign = text.startsWith('-') ? -1 : 1;
  const bare = text.replace(/^[+-]/, '');
  if (bare === '0') return 0;
  if (!/^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(bare)) return null;
  let total = 0;
  for (const [, number, unit] of bare.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g))
    total += Number(number) * (UNITS[unit ?? ''] ?? 0);
  return sign * total;
}
