/** Bytes looked at for what text never holds: enough for the head of any binary format. */
const LOOKED_BYTES = 4096;
const GZIP = [0x1f, 0x8b] as const;
const UTF16_LE = [0xff, 0xfe] as const;
const UTF16_BE = [0xfe, 0xff] as const;

/** Bytes as text, or in a few words why they are none. */
export type Decoded = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly why: string };

/**
 * The bytes of a list or manifest as text without a byte order mark. UTF-8, and UTF-16 with its mark, which is what older PowerShell writes for `>`.
 * Bytes that are no text at all are said as such: compressed, binary.
 */
export function decode(bytes: Uint8Array): Decoded {
  if (beginsWith(bytes, GZIP)) return { ok: false, why: 'is compressed: unpack it with gunzip first' };
  if (beginsWith(bytes, UTF16_LE)) return { ok: true, text: new TextDecoder('utf-16le').decode(bytes) };
  if (beginsWith(bytes, UTF16_BE)) return { ok: true, text: new TextDecoder('utf-16be').decode(bytes) };
  if (bytes.subarray(0, LOOKED_BYTES).includes(0)) return { ok: false, why: 'is no text: it holds NUL bytes' };
  return { ok: true, text: new TextDecoder('utf-8').decode(bytes) };
}

function beginsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}
