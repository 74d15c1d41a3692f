import type { ReferenceEntry } from '../../many/inputs/entry.js';
import { parseReference } from '../../reference/parse.js';
import { UsageError } from '../../report/usage.js';
import type { ManyFlags } from '../check-command.js';

/** Flags that look at one reference only, with why. */
const FOR_ONE: Readonly<Partial<Record<keyof ManyFlags, string>>> = {
  watch: 'checks one reference again and again',
  wait: 'checks one reference again and again',
  prove: 'runs the real programs for one reference',
  storage: 'is about this machine: regdoctor storage says it once',
  'save-chain': 'keeps the certificates of one registry',
};

/** Throws `UsageError` for a flag that goes with one reference only. */
export function requireFitForMany(flags: ManyFlags): void {
  for (const [name, why] of Object.entries(FOR_ONE)) {
    const value = flags[name as keyof ManyFlags];
    if (value !== undefined && value !== false)
      throw new UsageError(`--${name}: ${why}; it does not go with several`, `--${name}`);
  }
}

/** An account is for one registry: given for many, it would be shown to all of them. Throws `UsageError`. */
export function requireOneRegistry(entries: readonly ReferenceEntry[], { creds }: Pick<ManyFlags, 'creds'>): void {
  if (creds === undefined || creds === '') return;
  const registries = new Set(
    entries.flatMap(({ reference, error }) => {
      const parsed = parseReference(reference);
      return error === null && parsed.ok ? [parsed.reference.registry] : [];
    }),
  );
  if (registries.size <= 1) return;
  throw new UsageError(
    `--creds: the account would be sent to ${registries.size} registries; name references of one of them`,
    '--creds',
    'a login for each registry in an auth file (--authfile), as the clients keep them',
  );
}
