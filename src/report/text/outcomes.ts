import { clientTime, FOR_EVER } from '../client-time.js';
import { duration } from '../duration.js';
import type { Report, ReportClient } from '../schema.js';
import { SAID_WASTED_FROM_MS, waterfallOf } from '../waterfall/waterfall.js';
import type { Style } from './style.js';

/** The worst first. */
export const OUTCOMES = ['fail', 'slow', 'unknown', 'ok'] as const;

/** `broken: buildah and podman fail after 30.0 s; containerd works (80 ms)`. */
export function outcomesLine({ verdict, clients }: Pick<Report, 'verdict' | 'clients'>, style: Style): string {
  const parts = OUTCOMES.flatMap((outcome) => {
    const own = clients.filter((client) => client.outcome === outcome);
    return own.length === 0 ? [] : [outcomeWords(outcome, own, style)];
  });
  return `${verdict}: ${parts.length === 0 ? "can't tell, there is no client to judge" : parts.join('; ')}`;
}

function outcomeWords(outcome: ReportClient['outcome'], clients: readonly ReportClient[], style: Style): string {
  const names = listOf(clients.map(({ client }) => client));
  const verb = (one: string, several: string): string => `${names} ${clients.length > 1 ? several : one}`;
  const [time, ...others] = new Set(clients.map((client) => clientTime(client)));
  const isOneTime = time !== undefined && others.length === 0;
  const after = isOneTime ? ` after ${time}` : '';
  switch (outcome) {
    case 'ok':
      return `${verb('works', 'work')}${isOneTime ? ` (${time})` : ''}`;
    case 'slow':
      return `${verb('works', 'work')}${after}${wastedWords(clients, style)}`;
    case 'fail':
      return time === FOR_EVER && isOneTime
        ? `${verb('waits', 'wait')} ${FOR_EVER}`
        : `${verb('fails', 'fail')}${after}${wastedWords(clients, style)}`;
    case 'unknown':
      return `can't tell for ${names}`;
  }
}

function wastedWords(clients: readonly ReportClient[], { fill }: Style): string {
  const [only, other] = clients;
  if (only === undefined || other !== undefined) return '';
  const { wastedMs, totalMs } = waterfallOf(only);
  if (wastedMs < SAID_WASTED_FROM_MS) return '';
  const wasted = duration(wastedMs);
  return `, ${wasted === duration(totalMs) ? 'all' : wasted} of it wasted (${fill.wasted})`;
}

function listOf(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
