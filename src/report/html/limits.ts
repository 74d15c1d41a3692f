/** How much of a report one page shows; what is more is counted in words. A real report stays far below, one from a file may not. */

/** Bars of one walk: a pull has a dozen. */
export const MAX_ROWS = 60;
/** Hosts of one walk in the picture of the path. */
export const MAX_LANES = 8;
/** Different walks of one report. */
export const MAX_WALKS = 20;
/** Clients in the table of clients. */
export const MAX_CLIENTS = 60;
/** Findings of one report. */
export const MAX_FINDINGS = 30;
/** Proofs of one finding. */
export const MAX_EVIDENCE = 25;
/** Fixes of one finding. */
export const MAX_FIXES = 6;
/** Lines that decided something for one client. */
export const MAX_SOURCES = 40;
/** Sentences of any other list: notes, unknowns, limits, what a storage can do. */
export const MAX_SENTENCES = 30;
/** Characters of one block to paste; a longer one is named instead of shown, as half of it would be wrong. */
export const MAX_PASTE_CHARACTERS = 20_000;
/** References shown in full where there are many, of one cause and in all: a page of this size opens at once. */
export const MAX_FULL_OF_A_CAUSE = 5;
export const MAX_FULL = 40;
/** References named under their cause in the summary, of one cause and in all. */
export const MAX_NAMED_OF_A_CAUSE = 250;
/** Different causes in that summary. */
export const MAX_CAUSES = 60;
