/** Table headers as people write them, and as the library reads them. */
const HEADERS: readonly (readonly [wrong: RegExp, right: string])[] = [
  [/^([ \t]*)\[\[registries\]\]/gm, '$1[[registry]]'],
  [/^([ \t]*)\[\[registr(?:ies\.mirrors?|y\.mirrors)\]\]/gm, '$1[[registry.mirror]]'],
  [/^([ \t]*)\[registry\][ \t]*$/gm, '$1[[registry]]'],
];

/** The text with its table headers as they must be, or null where there is nothing to mend. */
export function withProperHeaders(text: string): string | null {
  const mended = HEADERS.reduce((before, [wrong, right]) => before.replace(wrong, right), text);
  return mended === text ? null : mended;
}
