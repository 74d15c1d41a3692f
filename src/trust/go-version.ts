/**
 * True where the Go version (`1.19`, `go1.22.3`) is at least 1.`minor`. A text that says no version counts as the newest:
 * rules only got stricter, and clients get rebuilt.
 */
export function goAtLeast(version: string, minor: number): boolean {
  const match = /^(?:go)?(\d+)\.(\d+)/.exec(version);
  if (match === null) return true;
  return Number(match[1]) > 1 || Number(match[2]) >= minor;
}
