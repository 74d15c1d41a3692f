import ipaddr from 'ipaddr.js';

const WORDS = new Set(
  `true false yes no on off null none nil auto always never default host private public system systemd cgroupfs overlay overlayfs overlay2 vfs native
  btrfs zfs journald syslog json text json-file trace debug info warn warning error fatal panic missing newer enforcing permissive disabled
  plain tcp unix fd runc crun kata reject insecureacceptanything matchrepository redacted`.split(/\s+/),
);
/** Numbers, sizes, times, versions, dates: `5`, `0755`, `10s`, `1.5GiB`, `1.28.2`, `2026-01-01`. */
const NUMBER = /^[-+]?\d{1,12}(?:\.\d+)*\s?(?:[num]?s|m|h|d|[kmgt]i?b?|%)?$|^v\d+(?:\.\d+)*$|^\d{4}-\d\d-\d\d/i;
/** A path, also as a socket's address. What hangs on a path as query or fragment is another thing. */
const PATH = /^(?:unix:\/\/)?(?:~|\$[{(]?[A-Z_]{1,40}[)}]?)?\/[\w.+@:,/*%${}-]{0,300}$/;
/** Names of plugins of containerd and media types. */
const PLUGIN = /^(?:io\.containerd|io\.cri|application\/vnd|org\.mobyproject|com\.docker)[\w.+/-]{0,120}$/;
/** What may be an address or a network: its parser is slow. */
const ADDRESS = /^[\da-fA-F]*[.:][\da-fA-F.:]*(?:\/\d{1,3})?$/;
/** Marks that redaction leaves. */
const MARK =
  /^\[(?:private key|certificate|comment) removed\]\s*$|^redacted, was not base64$|^cmVkYWN0ZWQ\w{0,30}={0,2}$/;

/** True for a value that can't be a secret whatever key it stands under, by its form alone. */
export function isHarmless(value: string): boolean {
  const text = value.trim();
  if (text === '' || WORDS.has(text.toLowerCase())) return true;
  if (text.length > 400) return false;
  if (NUMBER.test(text) || PATH.test(text) || PLUGIN.test(text) || MARK.test(text)) return true;
  if (!ADDRESS.test(text)) return false;
  const [address = ''] = text.split('/');
  return ipaddr.IPv4.isValidFourPartDecimal(address) || ipaddr.IPv6.isValid(address);
}
