import ipaddr from 'ipaddr.js';
import type { RoundtripDocument, RoundtripRights } from './schema.js';

type RoundtripFinding = RoundtripDocument['findings'][number];

/** What is worth changing although the round trip went well. */
export function findingsFrom(rights: RoundtripRights | null): RoundtripFinding[] {
  if (rights?.anonymous.push.may !== 'yes') return [];
  const registry = rights.repository.split('/')[0] ?? '';
  return [
    {
      code: 'anonymous-push-allowed',
      severity: isLoopback(registry) ? 'info' : 'warning',
      title: `anyone who reaches ${registry} may push to it: ${rights.anonymous.push.seen}`,
      runbook: 'docs/runbooks/anonymous-push-allowed.md',
      nextStep: `whoever runs ${registry}: ask for an account for POST, PUT, PATCH and DELETE; see it again: regdoctor check ${rights.repository} --push --anonymous`,
    },
  ];
}

/** Only this machine reaches such a registry. */
export function isLoopback(registry: string): boolean {
  const host = registry.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  return host === 'localhost' || (ipaddr.isValid(host) && ipaddr.process(host).range() === 'loopback');
}
