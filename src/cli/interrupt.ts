/** What is left to do after a signal (children to end, scratch directories to remove) takes less than this, milliseconds; a later signal ends the process at once. */
const CLEAN_UP_MS = 5000;
/** What shells report for a program ended by Ctrl-C. */
const INTERRUPTED = 130;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

let controller: AbortController | null = null;

/** Aborted at the first Ctrl-C, end of the pod or loss of the terminal: the same for all parts of a run, which then end what they began. */
export function interruption(): AbortSignal {
  if (controller !== null) return controller.signal;
  const made = new AbortController();
  controller = made;
  let since = 0;
  for (const name of SIGNALS) {
    process.on(name, () => {
      if (made.signal.aborted && Date.now() - since > CLEAN_UP_MS) process.exit(INTERRUPTED);
      if (!made.signal.aborted) since = Date.now();
      made.abort();
    });
  }
  return made.signal;
}
