/** Where a decision came from as people write it: `/etc/x.conf:3 insecure = true`. */
export function sourceText({
  path,
  line,
  says,
}: {
  readonly path: string;
  readonly line: number | null;
  readonly says: string;
}): string {
  return `${path}${line === null ? '' : `:${line}`}${says === '' ? '' : ` ${says}`}`;
}
