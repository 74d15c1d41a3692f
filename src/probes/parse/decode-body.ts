/** A body without its content coding, or why there is none: more than the limit, or no such coding. */
export type DecodedBody = { readonly body: Buffer } | { readonly fault: 'too-large' | 'broken' };

/**
 * Takes gzip off as Go's transport does by itself (golang/go `net/http/transport.go`: readLoop), up to `maximumBytes` of what comes out;
 * a body in another coding is left as it is. Never throws.
 */
export function decodeBody(body: Buffer, encoding: string | null, maximumBytes: number): DecodedBody {
  if (encoding?.toLowerCase() !== 'gzip' || body.length === 0) return { body };
  // Few answers are zipped, and the module takes 2 ms.
  const { gunzipSync } = process.getBuiltinModule('node:zlib');
  try {
    return { body: gunzipSync(body, { maxOutputLength: maximumBytes }) };
  } catch (error) {
    return { fault: (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'broken' };
  }
}
