/** Gives a function that runs tasks, at most `atOnce` at a time, in the order they came. A failing task frees its place too. */
export function turnstile(atOnce: number): <Result>(task: () => Promise<Result>) => Promise<Result> {
  let free = atOnce;
  const waiting: (() => void)[] = [];
  return async (task) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}

/**
 * Starts all tasks at once and gives a function that awaits one by its name: slow cases of a file wait side by side while each
 * still is a test of its own. A task that fails does so where it is awaited, and only there.
 */
export function sideBySide<Result>(
  tasks: Readonly<Record<string, () => Promise<Result>>>,
): (name: string) => Promise<Result> {
  const running = new Map(
    Object.entries(tasks).map(([name, task]) => {
      const result = task();
      result.catch(() => undefined);
      return [name, result];
    }),
  );
  return async (name) => {
    const result = running.get(name);
    if (result === undefined) throw new Error(`no task is called ${name}`);
    return result;
  };
}
