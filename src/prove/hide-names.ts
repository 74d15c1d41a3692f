/** An IPv4 address with dots, or an IPv6 address in brackets. */
const ADDRESS = /\b\d{1,3}(?:\.\d{1,3}){3}\b|\[[0-9a-fA-F:.]{2,45}\]/g;
/** Shorter names are left alone: taking them out would tear up other words. */
const MIN_CHARACTERS = 3;

/**
 * A text for strangers: each name becomes the same placeholder wherever it stands, each address too.
 * @param names names to hide by kind, as in `{ host: ['registry.corp'], repository: ['team/app'] }`.
 */
export function hideNames(text: string, names: Readonly<Record<string, readonly string[]>>): string {
  const placeholders = Object.entries(names).flatMap(([kind, list]) =>
    [...new Set(list)]
      .filter((name) => name.length >= MIN_CHARACTERS)
      .map((name, index): [string, string] => [name, `${kind}-${index + 1}`]),
  );
  // The longest first: a name may be part of another.
  const hidden = placeholders
    .sort(([one], [other]) => other.length - one.length)
    .reduce((rest, [name, placeholder]) => rest.replaceAll(name, placeholder), text);
  const addresses: string[] = [];
  return hidden.replace(ADDRESS, (address) => {
    if (!addresses.includes(address)) addresses.push(address);
    return `address-${addresses.indexOf(address) + 1}`;
  });
}
