/** Texts whose meaning is kept; a machine has fewer files that are read again and again. */
const MOST_TEXTS = 64;
/** Larger texts are read anew each time: no configuration is that long. */
const MOST_CHARACTERS = 256 * 1024;

/**
 * A pure reader of texts that remembers what the last few came to: the same file is read for every client, every change that is tried and every reference.
 * What it gives must never be changed by anyone.
 */
export function rememberTexts<Meaning>(read: (text: string) => Meaning): (text: string) => Meaning {
  const known = new Map<string, Meaning>();
  return (text) => {
    const old = known.get(text);
    if (old !== undefined) {
      // The one used last goes last.
      known.delete(text);
      known.set(text, old);
      return old;
    }
    const meaning = read(text);
    if (text.length > MOST_CHARACTERS) return meaning;
    known.set(text, meaning);
    const [oldest] = known.keys();
    if (known.size > MOST_TEXTS && oldest !== undefined) known.delete(oldest);
    return meaning;
  };
}
