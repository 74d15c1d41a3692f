/** Where a reference is named. */
export interface ReferencePlace {
  /** File as given on the command line (`standard input` for `-`), cleaned, with its 1-based line; null for a word of the command line. */
  readonly from: { readonly file: string; readonly line: number | null } | null;
  /** What names it there, cleaned: `Deployment default/web, container app`, `service db`; null for a word or the line of a list. */
  readonly where: string | null;
  /** Names of the pull secrets that the object hands to its pods. */
  readonly pullSecrets: readonly string[];
}

/** One reference to be checked, with every place that names it. */
export interface ReferenceEntry {
  /** Exactly as written where it can be checked; else what was written, cleaned and cut, or the name of a file that gave nothing. Safe to print. */
  readonly reference: string;
  /** Null: it can be checked. Else why not, one sentence that begins with `file:line: ` where it came from a file. Safe to print. */
  readonly error: string | null;
  /** With an error: a reference that parses and was probably meant, or null. */
  readonly meant: string | null;
  /** In the order of the call; at least one. */
  readonly places: readonly [ReferencePlace, ...ReferencePlace[]];
}

/** A reference as it was found in one place of one file, not looked at yet. */
export interface Mention {
  /** As written; text from a file, so hostile. */
  readonly reference: string;
  /** 1-based. */
  readonly line: number | null;
  readonly where: string | null;
  readonly pullSecrets: readonly string[];
  /** Why there is no reference here although one was meant; null where there is one. */
  readonly problem: string | null;
}
