import { causesOf } from '../findings/causes.js';
import type { Case, Cause } from '../findings/context.js';
import type { Finding } from '../findings/finding.js';
import { endpoint } from '../findings/rule.js';

/** The cause in one client's walk that a finding explains; null for findings about the whole. */
export function causeBehind(finding: Finding, entry: Case): Cause | null {
  return causesOf(entry).find(({ url }) => endpoint(url) === finding.about.origin) ?? null;
}
