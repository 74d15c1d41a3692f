/** Stub of the skeleton. Compares two saved reports; gives the exit code. */
export async function diffFromFiles(_good: string, _bad: string, _flags: { readonly json: boolean }): Promise<number> {
  return 0;
}
