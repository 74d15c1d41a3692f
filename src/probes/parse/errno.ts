import type { TcpFact } from '../../facts/facts.js';

/** `code` of a system or library error, such as `ECONNREFUSED`; the error's name where it has none. Never its message. */
export function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'error';
  const { code, name } = error as { code?: unknown; name?: unknown };
  if (typeof code === 'string') return code;
  return typeof name === 'string' ? name : 'error';
}

/** What a failed connect says about the other side, by errno (Linux, connect(2)). */
export function tcpOutcomeOf(code: string): Exclude<TcpFact['outcome'], 'connected'> {
  switch (code) {
    case 'ECONNREFUSED':
      return 'refused';
    case 'ECONNRESET':
      return 'reset';
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'unreachable';
    case 'ETIMEDOUT':
      return 'silent';
    default:
      return 'failed';
  }
}
