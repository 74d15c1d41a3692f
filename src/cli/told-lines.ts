/** What went wrong begins with the flag that asked for it. */
const WRONG = /^--/;

/** The lines about written files that go to standard error: all, or with `--quiet` only those that say that a file could not be written. */
export function toldLines(lines: readonly string[], isQuiet: boolean): readonly string[] {
  return isQuiet ? lines.filter((line) => WRONG.test(line)) : lines;
}
