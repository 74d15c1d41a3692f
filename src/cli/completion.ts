/** Stub of the skeleton. Prints the completion for a shell; gives the exit code. */
export async function completion(_shell: string): Promise<number> {
  return 0;
}
