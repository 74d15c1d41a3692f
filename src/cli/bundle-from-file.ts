/** Stub of the skeleton. Packs a saved report; gives the exit code. */
export async function bundleFromFile(
  _path: string,
  _flags: { readonly to?: string | undefined; readonly 'redact-hosts'?: boolean | undefined },
): Promise<number> {
  return 0;
}
