import type { HostFiles } from './host.js';

/** What a hosts file holds where there is none. */
const EMPTY_HOSTS = '127.0.0.1 localhost\n::1 localhost\n';

/** Whole new content of `/etc/hosts` with one more line: `address name`. */
export function hostsWith(files: HostFiles, address: string, name: string): string {
  const read = files.read('/etc/hosts');
  const present = read.kind === 'file' ? read.text : EMPTY_HOSTS;
  return `${present}${present === '' || present.endsWith('\n') ? '' : '\n'}${address} ${name}\n`;
}
