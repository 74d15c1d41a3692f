/** Words that mean the same to sh, bash and zsh with and without quotation marks; zsh takes a leading `=` for a program's path. */
const BARE = /^[A-Za-z0-9_%+:,./@-]+(?:=[A-Za-z0-9_%+=:,./@-]*)?$/;

/** A word for a POSIX shell: as it is where nothing in it has a meaning, else in single quotes. */
export function shellWord(word: string): string {
  return BARE.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Words for a POSIX shell. */
export function shellWords(words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}
