import type { Fact, HttpFact } from '../facts/facts.js';
import type { FactKey, HttpKey } from '../facts/keys.js';
import type { Prober } from '../probes/prober.js';
import { sessionNote, type UploadSession } from './session-note.js';

/** Time to cancel all that an ended run left open, milliseconds: a healthy registry answers a DELETE at once, and a run ends within a second of its limit. */
const END_MS = 800;
/** Statuses to DELETE after which a session is gone. */
const GONE: readonly number[] = [200, 202, 204, 404];

/** A prober that knows which upload sessions it has opened, whatever cut the run short. */
export interface SessionKeeper extends Prober {
  /** Cancels sessions that are still open. Never rejects. */
  endSessions(): Promise<void>;
  /** What became of the sessions, for the report. */
  notes(): string[];
}

/** Puts a keeper of upload sessions before a prober. */
export function keepSessions(prober: Prober): SessionKeeper {
  // `asked`: it was cancelled once, with whatever answer.
  const sessions = new Map<string, { key: HttpKey; session: UploadSession; asked?: boolean }>();
  const note = (key: FactKey, fact: Fact): void => {
    if (key.kind !== 'http' || fact.kind !== 'http' || !key.url.includes('/blobs/uploads/')) return;
    const known = sessions.get(pathOf(key.url));
    const location = fact.headers['location'];
    if (key.method === 'POST' && isGood(fact) && location !== undefined)
      sessions.set(pathOf(location), { key, session: opened(key, fact) });
    if (known === undefined) return;
    if (key.method === 'PATCH' && isGood(fact) && location !== undefined) sessions.set(pathOf(location), known);
    if (key.method === 'DELETE') known.asked = true;
    if (key.method === 'DELETE' && GONE.includes(fact.status ?? 0)) known.session.open = false;
  };
  const probe: Prober['probe'] = async (key, limits) => {
    const fact = await prober.probe(key, limits);
    note(key, fact);
    return fact;
  };
  return {
    probe,
    close: () => prober.close(),
    async endSessions() {
      const limits = { stepMs: END_MS, signal: AbortSignal.timeout(END_MS), siblingRoundTripMs: () => null };
      for (const [path, { key, session, asked }] of [...sessions].toReversed()) {
        const url = new URL(key.url).origin + path;
        if (session.open && asked !== true) await probe({ ...key, method: 'DELETE', url, form: null }, limits);
      }
    },
    notes: () => [...new Set([...sessions.values()].map(({ session }) => session))].map(sessionNote),
  };
}

function opened(key: HttpKey, fact: HttpFact): UploadSession {
  const uuid = fact.headers['docker-upload-uuid'] ?? '';
  const { origin, pathname } = new URL(key.url);
  return { at: origin + pathname, uuid: /^[\w-]{1,64}$/.test(uuid) ? uuid : null, open: true };
}

function isGood({ status }: HttpFact): boolean {
  return status !== null && status >= 200 && status < 300;
}

/** Path and query of a session as it is shown. */
function pathOf(url: string): string {
  const parsed = URL.parse(url);
  return parsed === null ? url : parsed.pathname + parsed.search;
}
