import { redactText } from '../probes/parse/redact.js';

/** A server may say back what it was sent: what looks like a token or an Authorization header goes. */
export function withoutTokens(text: string): string {
  return text
    .replace(/\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, '[redacted]')
    .replace(/\b(Bearer|Basic) [\w+/=.~-]{8,}/g, '$1 [redacted]');
}

/** Text for people: without these secrets, however short, and without tokens. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return withoutTokens(redactText(text, secrets, 'all'));
}
