/**
 * A file counts as changed after the start of a program from here on, ms: the kernel tells its own start in whole seconds (`btime` of /proc/stat), and
 * what is written right before a restart must not look younger than the program.
 */
const LATER_MS = 2000;

/** True for a file that a program can't have read when it was started; false too where nobody knows when it was written. Times in ms since the epoch. */
export function changedAfter(startedMs: number, modifiedMs: number | null | undefined): boolean {
  return modifiedMs != null && modifiedMs > startedMs + LATER_MS;
}
