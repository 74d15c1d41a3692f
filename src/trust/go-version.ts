/**
 * True where the Go version (`1.19`, `go1.22.3`) is at least 1.`minor`. A text that says no version counts as the newest:
 * rules only got stricter, and clients get rebuilt.
 */
export function goAtLeast(version: string, minor: number): boolean {
  const [major, own] = numbers(version);
  return major > 1 || own >= minor;
}

/**
 * True where the Go version has a change that came as a security fix too: `patches` gives the first patch release of each minor one that
 * has it, the newest minor with patch 0. A version that says no patch counts as patched.
 */
export function goHas(version: string, patches: Readonly<Record<number, number>>): boolean {
  const [major, minor, patch] = numbers(version);
  const newest = Math.max(...Object.keys(patches).map(Number));
  return major > 1 || minor > newest || (patches[minor] !== undefined && patch >= patches[minor]);
}

function numbers(version: string): readonly [number, number, number] {
  const match = /^(?:go)?(\d+)\.(\d+)(?:\.(\d+))?/.exec(version);
  if (match === null) return [Infinity, Infinity, Infinity];
  return [Number(match[1]), Number(match[2]), match[3] === undefined ? Infinity : Number(match[3])];
}

/** Stands for the newest Go where no client's is meant. */
export const NEWEST_GO = '';
