import { isIPv4, isIPv6 as isNodeIPv6 } from 'node:net';

/** Whether the text is an IPv6 address. Node's own test compiles a huge expression at its first use (7 ms), which most texts don't need. */
export function isIPv6(text: string): boolean {
  return text.includes(':') && isNodeIPv6(text);
}

/** 4 or 6 for an address of that kind, 0 for anything else. */
export function isIP(text: string): 0 | 4 | 6 {
  if (isIPv4(text)) return 4;
  return isIPv6(text) ? 6 : 0;
}
