/** The words Go prints for an errno. */
const ERROR_TEXTS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  ENOENT: 'no such file or directory',
  ENOTDIR: 'not a directory',
  ELOOP: 'too many levels of symbolic links',
  ENAMETOOLONG: 'file name too long',
  EIO: 'input/output error',
  EAGAIN: 'resource temporarily unavailable',
  EMFILE: 'too many open files',
  EROFS: 'read-only file system',
  ENOSPC: 'no space left on device',
  EDQUOT: 'disk quota exceeded',
  EBUSY: 'device or resource busy',
  EEXIST: 'file exists',
  ERR_INVALID_ARG_VALUE: 'invalid argument',
};

/** An error as a system call throws it. */
export function errno(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/** `ENOENT`; `unknown error` for anything that no system call threw. */
export function errorCode(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown error';
}

/** The same in words: `no such file or directory`. */
export function errorText(thrown: unknown): string {
  const code = errorCode(thrown);
  return ERROR_TEXTS[code] ?? code;
}
