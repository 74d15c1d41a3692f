/** A value as TOML writes it. */
export type TomlValue = boolean | readonly string[];

/**
 * The text with keys set in `[registry."HOST"]`, everything else as it stands: lines of the table that hold one of the keys are replaced, others are added
 * below its header; without such a table one is added at the end. Null where the table is written in another form (inline, dotted, a list over several lines).
 */
export function withRegistryKeys(
  text: string,
  registry: string,
  keys: Readonly<Record<string, TomlValue>>,
): string | null {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  const at = lines.findIndex((line) => registryOfHeader(line) === registry);
  const wanted = Object.entries(keys).map(([key, value]) => `  ${key} = ${written(value)}`);
  if (at === -1) {
    const gap = lines.length === 0 || lines.at(-1)?.trim() === '' ? [] : [''];
    return `${[...lines, ...gap, `[registry.${JSON.stringify(registry)}]`, ...wanted].join('\n')}\n`;
  }
  const next = lines.findIndex((line, index) => index > at && /^\s*\[/.test(line));
  const end = next === -1 ? lines.length : next;
  const body = lines.slice(at + 1, end);
  const holds = (line: string): boolean =>
    Object.keys(keys).some((key) => new RegExp(`^\\s*(?:"${key}"|${key})\\s*=`).test(line));
  if (body.some((line) => holds(line) && /=\s*\[[^\]]*$/.test(line.replace(/#.*$/, '')))) return null;
  return `${[...lines.slice(0, at + 1), ...wanted, ...body.filter((line) => !holds(line)), ...lines.slice(end)].join('\n')}\n`;
}

/** HOST of a line `[registry."HOST"]`; null for any other. */
export function registryOfHeader(line: string): string | null {
  const found = /^\s*\[\s*registry\s*\.\s*(?:"([^"\\]*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*\]\s*(?:#.*)?$/.exec(line);
  return found?.[1] ?? found?.[2] ?? found?.[3] ?? null;
}

function written(value: TomlValue): string {
  return typeof value === 'boolean' ? String(value) : `[${value.map((item) => JSON.stringify(item)).join(', ')}]`;
}
