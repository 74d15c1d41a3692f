import type { ProgramCall } from './run-program.js';

type Line = Pick<ProgramCall, 'program' | 'parameters' | 'environment'>;

/** What root's programs write outside the directories they are given: which registry has which layer, and locks. */
const CACHE = '/var/lib/containers/cache';
const OTHERS = ['/etc/cni/net.d', '/dev/shm'];

/**
 * The directories that get a private stand-in, of those that are there: what isn't can't have one.
 * @param isThere tells whether a directory exists.
 */
export function privatePlaces(isThere: (path: string) => boolean): readonly string[] {
  const parent = '/var/lib/containers';
  // Local signatures lie beside the cache, and a policy may ask for them.
  const canHide = isThere(parent) && !isThere(`${parent}/sigstore`);
  const cache = isThere(CACHE) ? [CACHE] : canHide ? [parent] : [];
  return [...cache, ...OTHERS.filter(isThere)];
}

/** Puts empty directories of the scratch directory over the places, then becomes the program. */
const SCRIPT = `set -e
scratch=$1; shift
number=0
while [ "$1" != -- ]; do
  number=$((number + 1))
  mkdir -p "$scratch/private-$number"
  mount --bind "$scratch/private-$number" "$1"
  shift
done
shift
exec "$@"`;

/** The same program in a mount namespace of its own, where the places are empty and written to in vain. Needs the right to make one. */
export function inPrivate(line: Line, places: readonly string[], scratch: string): Line {
  const { program, parameters, ...rest } = line;
  const script = ['sh', '-c', SCRIPT, 'sh', scratch, ...places, '--', program, ...parameters];
  return { ...rest, program: 'unshare', parameters: ['--mount', '--propagation', 'private', '--', ...script] };
}
