import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout: regdoctor itself must stay visible to the client whatever is laid over it. */
export const CHECKOUT = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');

/** Directories that each case has for itself, empty, at their real paths: whatever a client or a pasted fix writes there goes with the case. */
const EMPTY_DIRECTORIES = [
  '/root',
  '/run',
  '/var/lib/containers',
  '/var/lib/regdoctor',
  '/var/tmp',
  '/usr/local/share/ca-certificates',
];

/** Storage of the real clients: a full copy a layer, which needs no kernel support and is fast for images of 100 bytes. */
const STORAGE_CONF = `[storage]
driver = "vfs"
runroot = "/run/containers/storage"
graphroot = "/var/lib/containers/storage"
`;

/** Accept any image, as the clients' packages ship it. */
const POLICY = '{"default":[{"type":"insecureAcceptAnything"}]}';

/** Programs of the machine that others lie over: path to the file that is there instead. */
export type Replaced = Readonly<Record<string, string>>;

/**
 * Shell lines that give a mount namespace its own copy of /etc (with no registry configuration left in it) and its own empty
 * home, run and storage directories. Everything else is the machine's own and shared.
 */
export function clientMountScript(replaced: Replaced = {}): string {
  const keep = [CHECKOUT, dirname(process.execPath)].filter((path) =>
    EMPTY_DIRECTORIES.some((directory) => path.startsWith(`${directory}/`)),
  );
  return `
stage=/mnt
${Object.entries(replaced)
  .map(([path, other]) => `mount --bind ${quote(other)} ${quote(path)}`)
  .join('\n')}
mount -t tmpfs -o mode=755 tmpfs $stage
${keep.map((path, index) => `mkdir -p $stage/keep/${index} && mount --bind ${quote(path)} $stage/keep/${index}`).join('\n')}
cp -a /etc $stage/etc
cd $stage/etc
rm -rf containerd containers docker hosts resolv.conf nsswitch.conf
mkdir -p containers/registries.conf.d containers/certs.d ssl/certs
printf '%s' ${quote(STORAGE_CONF)} >containers/storage.conf
printf '%s' ${quote(POLICY)} >containers/policy.json
printf '127.0.0.1\\tlocalhost\\n::1\\tlocalhost\\n' >hosts
printf 'passwd: files\\ngroup: files\\nhosts: files dns\\n' >nsswitch.conf
: >resolv.conf
cd /
mount --bind $stage/etc /etc
for directory in ${EMPTY_DIRECTORIES.join(' ')}; do
  mkdir -p $directory $stage$directory
  mount --bind $stage$directory $directory
done
chmod 700 /root
${keep.map((path, index) => `mkdir -p ${quote(path)} && mount --bind $stage/keep/${index} ${quote(path)}`).join('\n')}
mkdir -p /run/lock
`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
