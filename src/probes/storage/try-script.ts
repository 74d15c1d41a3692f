import type { Attempt, NamespaceTry } from '../../facts/storage.js';
import { NOT_TRIED } from '../../facts/storage.js';
import { cleanText } from '../../text/clean.js';

/** Longest error of a program that is kept. */
const MAX_CHARACTERS = 300;

/**
 * What is tried inside of a namespace, in POSIX sh with what BusyBox has. Parameters: scratch directory, `yes` where it waits until ids are mapped,
 * further options of a mount by the kernel, mountopt for the kernel, mount program or nothing, mountopt for it, `yes` where the program is tried though
 * the kernel does it, `yes` where what a container needs is tried too.
 * The mount by the kernel is the one of containers/storage drivers/overlay/overlay.go `supportsOverlay`: two lower layers and a whiteout.
 * The mount program stays in the foreground, so that it ends with its group. Prints `NAME<tab>CODE<tab>TEXT`.
 */
export const TRY_SCRIPT = `
work=$1 waits=$2 extra=$3 options=$4 program=$5 programOptions=$6 needed=$7 container=$8
if [ "$waits" = yes ]; then echo ready; read -r _ || exit 1; fi
umask 077
cd "$work" || exit 1
attempt() {
  name=$1; shift
  text=$("$@" 2>&1); code=$?
  printf '%s\\t%s\\t%s\\n' "$name" "$code" "$(printf '%s' "$text" | tr '\\n\\t\\r' '   ' | cut -c 1-2000)"
  return $code
}
layers() { mkdir "$1" && mkdir "$1/a" "$1/b" "$1/u" "$1/w" "$1/m"; }
fill() { echo x >"$1/m/f" && mkdir "$1/m/d" && [ "$(cat "$1/u/f")" = x ]; }
owner() { : >c && chown 42:42 c; }
native() {
  layers "$1" && mknod "$1/u/whiteout" c 0 0 || return
  mount -t overlay -o "lowerdir=$1/a:$1/b,upperdir=$1/u,workdir=$1/w$extra$2" overlay "$1/m" || return
  fill "$1"; code=$?
  umount "$1/m"
  return $code
}
fused() {
  layers v || return
  "$program" -f -o "lowerdir=v/a:v/b,upperdir=v/u,workdir=v/w$programOptions" v/m & pid=$!
  turns=0
  while [ $turns -lt 60 ]; do
    : 2>/dev/null >v/m/t; [ -e v/u/t ] && break
    [ -d "/proc/$pid" ] && ! grep -q '^State:.Z' "/proc/$pid/status" || break
    turns=$((turns + 1)); sleep 0.05
  done
  if [ ! -e v/u/t ]; then kill $pid 2>/dev/null; wait $pid; return 1; fi
  rm -f v/m/t
  fill v; code=$?
  umount v/m
  kill $pid 2>/dev/null
  wait $pid
  return $code
}
pivot() { mkdir p && unshare -m sh -c 'mount -o bind p p && cd p && mkdir old && pivot_root . old'; }
process() { mkdir q && unshare -m -p -f mount -t proc proc q; }
attempt map cat /proc/self/uid_map
attempt chown owner
if attempt overlay native n ''; then
  if [ -n "$options" ]; then attempt overlayOptions native o ",$options"; fi
else needed=yes; fi
if [ -n "$program" ] && [ "$needed" = yes ]; then attempt fuse fused; fi
if [ "$container" = yes ]; then attempt pivot pivot; attempt proc process; fi
chmod -R u+rwx . 2>/dev/null
rm -rf c n o v p q
exit 0
`;

/** The same where there is no scratch directory: that the namespace is there. Waits where the first parameter says so. */
export const ONLY_NAMESPACE = `
if [ "$2" = yes ]; then echo ready; read -r _ || exit 1; fi
printf 'map\\t0\\t\\n'
`;

/** What programs add to every error, and what says nothing of this one. */
const NOISE = /unknown argument ignored: \S*\s*|\s+dmesg\(1\) may have more information.*$/g;

/** A shell's code for a program that is not there (POSIX): nothing was tried then. */
const NOT_FOUND = '127';

type Tried = Pick<NamespaceTry, 'chown' | 'overlay' | 'overlayOptions' | 'fuse' | 'pivot' | 'proc'>;

/** What the script printed as facts; what it didn't come to is not tried. `scratch` is left out of texts: it is gone when they are read. */
export function triedIn(output: string, scratch: string): Tried {
  const lines = new Map(
    output.split('\n').map((line) => {
      const [name = '', code = '', text = ''] = line.split('\t');
      return [name, { code, text }] as const;
    }),
  );
  const attempt = (name: string): Attempt => {
    const found = lines.get(name);
    if (found === undefined) return NOT_TRIED;
    if (found.code === '0') return { outcome: 'ok', says: null };
    const says = cleanText(found.text.replaceAll(`${scratch}/`, '').replace(NOISE, ''), MAX_CHARACTERS).trim();
    return {
      outcome: found.code === NOT_FOUND ? 'not tried' : 'failed',
      says: says === '' ? `it ended with ${found.code}` : says,
    };
  };
  return {
    chown: attempt('chown'),
    overlay: attempt('overlay'),
    overlayOptions: attempt('overlayOptions'),
    fuse: attempt('fuse'),
    pivot: attempt('pivot'),
    proc: attempt('proc'),
  };
}

/** Nothing tried. */
export const UNTRIED: Tried = {
  chown: NOT_TRIED,
  overlay: NOT_TRIED,
  overlayOptions: NOT_TRIED,
  fuse: NOT_TRIED,
  pivot: NOT_TRIED,
  proc: NOT_TRIED,
};
