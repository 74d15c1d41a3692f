/** The environment as it was before the start filled HOME in. */
export function clientEnvironment(environment: NodeJS.ProcessEnv): Record<string, string | undefined> {
  const { REGDOCTOR_HOME_DEFAULTED: defaulted, REGDOCTOR_CREDS: _, HOME: home, ...rest } = environment;
  return defaulted === undefined ? { ...rest, HOME: home } : rest;
}
