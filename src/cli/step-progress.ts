/** Says what is being done. */
export interface StepProgress {
  onStep(words: string): void;
  stop(): void;
}

/** A spinner on a terminal, one plain line a step elsewhere; nothing on standard output, ever. */
export function stepProgress({ stream, enabled }: { stream: NodeJS.WriteStream; enabled: boolean }): StepProgress {
  let spinner: { text: string; stop(): unknown } | null = null;
  let isStopped = false;
  let text = '';
  const start = async (): Promise<void> => {
    const { default: ora } = await import('ora');
    if (!isStopped) spinner = ora({ stream, isEnabled: true, text, discardStdin: false }).start();
  };
  return {
    onStep(words) {
      if (!enabled) return;
      const isFirst = text === '';
      text = words;
      if (stream.isTTY !== true) stream.write(`${words}\n`);
      else if (isFirst) void start();
      if (spinner !== null) spinner.text = words;
    },
    stop() {
      isStopped = true;
      spinner?.stop();
    },
  };
}
