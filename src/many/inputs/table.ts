/** A mapping of a parsed document. */
export type Table = Readonly<Record<string, unknown>>;

/** Whether a parsed value is a mapping. */
export function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text at a key of a parsed value, or null. */
export function textAt(value: unknown, key: string): string | null {
  const found = isTable(value) && Object.hasOwn(value, key) ? value[key] : null;
  return typeof found === 'string' && found !== '' ? found : null;
}
