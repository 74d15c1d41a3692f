/** True where progress may be told on standard error: not where programs read the report, nobody wants to know, or names must not show. */
export function isTalkative(flags: {
  readonly json: boolean;
  readonly quiet?: boolean | undefined;
  readonly 'redact-hosts'?: boolean | undefined;
}): boolean {
  return !flags.json && flags.quiet !== true && flags['redact-hosts'] !== true;
}
