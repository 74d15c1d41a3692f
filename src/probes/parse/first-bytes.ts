import { cleanText } from '../../text/clean.js';

/** Enough to recognise a protocol by, short enough for one line. */
const MAX_CHARACTERS = 80;

/** What the first bytes of an answer look like. */
export function looksLike(bytes: Buffer): 'http' | 'tls' | 'other' | 'nothing' {
  if (bytes.length === 0) return 'nothing';
  if (Buffer.from('HTTP/').equals(bytes.subarray(0, 5))) return 'http';
  const [type = 0, major = 3] = bytes;
  return type >= 20 && type <= 23 && major === 3 ? 'tls' : 'other';
}

/** First bytes in printable form: text as it is, anything else as `\xNN`; at most 80 characters. Null for none. */
export function printable(bytes: Buffer): string | null {
  if (bytes.length === 0) return null;
  let text = '';
  for (const byte of bytes.subarray(0, MAX_CHARACTERS)) {
    if (byte === 13) text += '\\r';
    else if (byte === 10) text += '\\n';
    else text += byte >= 32 && byte < 127 ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`;
  }
  return cleanText(text, MAX_CHARACTERS);
}
