/** True where the first numbers of a version are at least those of the boundary; true for a version without numbers: it counts as the newest. */
export function versionAtLeast(version: string, boundary: string): boolean {
  const found = /^v?(\d+(?:\.\d+)*)/.exec(version)?.[1];
  if (found === undefined) return true;
  const numbers = found.split('.').map(Number);
  for (const [index, least] of boundary.split('.').map(Number).entries()) {
    const number = numbers[index] ?? 0;
    if (number !== least) return number > least;
  }
  return true;
}

/**
 * For changes that were brought to several series: true where the version is at least the boundary of its own series (`1.6.25` for
 * 1.6.x), or newer than all series named. `sinceVersion('1.7.7', ['1.6.25', '1.7.7'])`.
 */
export function sinceVersion(version: string, boundaries: readonly string[]): boolean {
  const series = (text: string): string => /^v?(\d+\.\d+)/.exec(text)?.[1] ?? '';
  const own = boundaries.find((boundary) => series(boundary) === series(version));
  const newest = boundaries.at(-1);
  return newest === undefined || versionAtLeast(version, own ?? newest);
}
