/**
 * The environment for a real program: as it was before the start filled HOME in, without what only regdoctor reads. The account that
 * somebody gave to regdoctor is no other program's business.
 * @param own this process's environment. @param added wins over it.
 */
export function programEnvironment(
  own: Readonly<Record<string, string | undefined>>,
  added: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const { REGDOCTOR_HOME_DEFAULTED: defaulted, REGDOCTOR_CREDS: _, HOME: home, ...rest } = own;
  const all = { ...rest, ...(defaulted === undefined ? { HOME: home } : {}), ...added };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
