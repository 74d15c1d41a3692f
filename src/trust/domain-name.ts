/** A mail address in its two parts. */
export interface Mailbox {
  readonly local: string;
  readonly domain: string;
}

/**
 * True where Go takes it for a domain name in a certificate; a constraint may begin with a period, and the empty one is for everything
 * (golang/go `crypto/x509/parser.go`: domainNameValid).
 */
export function isDomainName(text: string, constraint: boolean): boolean {
  if (text === '') return true;
  const labels = (constraint && text.startsWith('.') ? text.slice(1) : text).split('.');
  return labels.every((label) => /^[!-~]+$/.test(label));
}

const ATOM = String.raw`(?:\\?[0-9A-Za-z!#$%&'*+\-/=?^_\x60{|}~.])+`;
const QUOTED = String.raw`"(?:\\[\x01-\x09\x0b\x0c\x0e-\x7f]|[\x01-\x08\x0b\x0c\x0e-\x21\x23-\x5b\x5d-\x7f])*"`;
const MAILBOX = new RegExp(`^(${ATOM}|${QUOTED})@(.*)$`, 's');

/** A mail address, or null (golang/go `crypto/x509/verify.go`: parseRFC2821Mailbox). */
export function parseMailbox(text: string): Mailbox | null {
  const [, written = '', domain = ''] = MAILBOX.exec(text) ?? [];
  if (written === '' || !isDomainName(domain, true)) return null;
  const quoted = written.startsWith('"');
  const local = (quoted ? written.slice(1, -1) : written).replace(/\\(.)/gs, '$1');
  if (!quoted && (local.startsWith('.') || local.endsWith('.') || local.includes('..'))) return null;
  return { local, domain };
}
