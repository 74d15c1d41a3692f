import type { Attempt, NamespaceKind, NamespaceTry } from '../../facts/storage.js';
import { NOT_TRIED } from '../../facts/storage.js';
import { cleanText } from '../../text/clean.js';
import type { IdMaps } from './id-maps.js';
import { type ChildEnd, runInNamespaces } from './namespace-child.js';
import { ONLY_NAMESPACE, TRY_SCRIPT, triedIn, UNTRIED } from './try-script.js';
import { writeMaps } from './write-maps.js';

const MAX_CHARACTERS = 300;

/** What is tried in one kind of namespace. */
export interface TryOptions {
  readonly kind: NamespaceKind;
  /** How ids are mapped; null for `none` and `single`, where `unshare` does it. */
  readonly maps: IdMaps | null;
  /** Own directory below the store, which nothing else uses; null: there is none, and no mount is tried. */
  readonly scratch: string | null;
  /** As in storage.conf. */
  readonly mountOptions: string;
  readonly mountProgram: string | null;
  /** The client takes the mount program even where the kernel can mount. */
  readonly mountProgramFirst: boolean;
  /** Overlay keeps its marks in attributes that users may write, as outside of the first user namespace it must. */
  readonly userXattr: boolean;
  /** Try what an OCI runtime does, too. */
  readonly container: boolean;
  /** Rights can't be gained by starting a program: then what comes after the map is tried with one id. */
  readonly noNewPrivileges: boolean;
  readonly signal: AbortSignal;
}

/** Makes the namespaces as the client would and tries the mounts in them. Never throws; leaves no process behind. */
export async function tryNamespace(options: TryOptions): Promise<NamespaceTry> {
  const { kind, maps, noNewPrivileges, signal } = options;
  if (maps === null) return inOneGo(options);
  const parameters = ['--user', '--mount', 'sh', '-c', noNewPrivileges ? ONLY_NAMESPACE : scriptFor(options)];
  let mapped: Attempt = NOT_TRIED;
  const end = await runInNamespaces({
    parameters: [...parameters, ...scriptParameters(options, 'yes')],
    whenReady: async (pid) => {
      mapped = await writeMaps(pid, maps);
      return mapped.outcome === 'ok';
    },
    signal,
  });
  if (mapped.outcome === 'not tried') return { kind, made: refused(end), mapped, ...UNTRIED };
  const made: Attempt = { outcome: 'ok', says: null };
  if (mapped.outcome === 'failed') return { kind, made, mapped, ...UNTRIED };
  if (end.code !== 0) return { kind, made: cutOff(end), mapped: NOT_TRIED, ...UNTRIED };
  if (!noNewPrivileges) return { kind, made, mapped, ...triedIn(end.stdout, options.scratch ?? '') };
  const rest = await inOneGo({ ...options, kind: 'single' });
  if (rest.made.outcome === 'not tried') return { ...rest, kind };
  return { ...rest, kind, made, mapped, chown: NOT_TRIED };
}

/** With this process's own rights, or with one id mapped by `unshare` itself. */
async function inOneGo(options: TryOptions): Promise<NamespaceTry> {
  const { kind, scratch, signal } = options;
  const flags = kind === 'none' ? ['--mount'] : ['--user', '--map-root-user', '--mount'];
  const end = await runInNamespaces({
    parameters: [...flags, 'sh', '-c', scriptFor(options), ...scriptParameters(options, 'no')],
    signal,
  });
  if (!end.stdout.startsWith('map\t')) return { kind, made: refused(end), mapped: NOT_TRIED, ...UNTRIED };
  if (end.code !== 0) return { kind, made: cutOff(end), mapped: NOT_TRIED, ...UNTRIED };
  const fine: Attempt = { outcome: 'ok', says: null };
  return { kind, made: fine, mapped: fine, ...triedIn(end.stdout, scratch ?? '') };
}

function scriptFor({ scratch }: TryOptions): string {
  return scratch === null ? ONLY_NAMESPACE : TRY_SCRIPT;
}

function scriptParameters(options: TryOptions, waits: 'yes' | 'no'): string[] {
  const { scratch, mountOptions, mountProgram, mountProgramFirst, container } = options;
  // containers/storage leaves metacopy out where the kernel doesn't take it, and the kernel doesn't beside userxattr.
  const forKernel = mountOptions
    .split(',')
    .filter((option) => option !== '' && !(options.userXattr && option === 'metacopy=on'))
    .join(',');
  return [
    'regdoctor',
    scratch ?? '',
    waits,
    options.userXattr ? ',userxattr' : '',
    forKernel,
    mountProgram ?? '',
    mountOptions === '' ? '' : `,${mountOptions}`,
    mountProgramFirst ? 'yes' : 'no',
    container ? 'yes' : 'no',
  ];
}

/** A script that did not come to its end has tried too little to say anything. */
function cutOff(end: ChildEnd): Attempt {
  const says = end.ended === 'by itself' ? 'the shell in it was ended' : refused(end).says;
  return { outcome: 'not tried', says };
}

function refused({ ended, code, stderr }: ChildEnd): Attempt {
  const said = cleanText(stderr, MAX_CHARACTERS).trim();
  if (ended === 'by itself' && said !== '') return { outcome: 'failed', says: said };
  if (ended === 'by itself') return { outcome: 'failed', says: `unshare ended with ${code ?? 'a signal'}` };
  const why = {
    'time limit': 'it took too long',
    interrupted: 'interrupted',
    'not started': 'unshare is not on the PATH',
  };
  return { outcome: 'not tried', says: why[ended] };
}
