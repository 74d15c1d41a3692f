/** What makes a client see a changed file: only the one that runs as a daemon has to be told. */
export function reloadFor(client: string): string {
  return client === 'cri-o' ? 'systemctl reload crio (CRI-O keeps the file until SIGHUP)' : 'none needed';
}
