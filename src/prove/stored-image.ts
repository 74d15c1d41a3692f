import { z } from 'zod';
import { shellWords } from '../text/shell.js';
import type { CrictlLines } from './crictl.js';
import type { RealClient } from './real-clients.js';
import { type ProgramEnd, runProgram } from './run-program.js';

/** A runtime answers such questions from what it has in memory, milliseconds. */
const ASK_MS = 10_000;
/** What crictl and runtimes say of an image that is not there (cri-tools cmd/crictl/image.go; gRPC's code). Any other error says nothing about it. */
const ABSENT = /\bno such image\b|\bcode = NotFound\b/i;

const IMAGES = z.object({ images: z.array(z.object({ id: z.string() })) });
const IMAGE = z.object({ status: z.object({ id: z.string(), repoTags: z.array(z.string()).nullish() }) });

/** What a runtime had before a pull: ids of all its images. */
export interface StoredBefore {
  readonly ids: readonly string[];
}

/**
 * What a runtime has before a pull of an image that it does not have; a sentence where it has the image (pulling it again may change what its tag
 * means there) or does not say. Tools have nothing.
 */
export async function storedBefore({ stored }: RealClient, reference: string): Promise<StoredBefore | string> {
  if (stored === undefined) return { ids: [] };
  const end = await ask(stored.isThere(reference));
  if (end.exitCode === 0) return 'not run, because the image is on the node already';
  const listed = isAbsent(end) ? IMAGES.safeParse(json(await ask(stored.list()))) : null;
  if (listed === null || !listed.success)
    return 'not run, because the runtime does not say whether the image is on the node already';
  return { ids: listed.data.images.map(({ id }) => id) };
}

/**
 * Removes an image that was not there before. Null when it is gone; else one sentence. A runtime removes all tags of an image at once (containerd
 * internal/cri/server/images/image_remove.go): where another tag may be the same image, all of it stays.
 */
export async function removeStored(real: RealClient, reference: string, before: StoredBefore): Promise<string | null> {
  const { name, stored } = real;
  if (stored === undefined) return null;
  const line = stored.describe(reference);
  const end = await ask(line);
  if (isAbsent(end)) return null;
  const described = IMAGE.safeParse(json(end));
  if (!described.success)
    return `whether the image stayed in the storage of ${name} could not be seen; this shows it: ${shown(line)}`;
  const { id, repoTags } = described.data.status;
  if (before.ids.includes(id) || (repoTags ?? []).length > 1)
    return `${reference} stayed in the storage of ${name}: the same image is there under another name, and both would be removed`;
  const removal = stored.remove(reference);
  if ((await ask(removal)).exitCode === 0) return null;
  return `the image stayed in the storage of ${name}: ${shown(removal)}`;
}

type Line = ReturnType<CrictlLines['remove']>;

function isAbsent({ ended, exitCode, output }: ProgramEnd): boolean {
  return ended === 'by itself' && exitCode !== 0 && ABSENT.test(output);
}

function json({ exitCode, output }: ProgramEnd): unknown {
  if (exitCode !== 0) return null;
  try {
    // Warnings may stand before it.
    return JSON.parse(output.slice(output.search(/^\{/m)));
  } catch {
    return null;
  }
}

function shown(line: Line): string {
  return shellWords([line.program, ...line.parameters]);
}

async function ask(line: Line): Promise<ProgramEnd> {
  // Not ended by Ctrl-C: it cleans up after one.
  const signal = new AbortController().signal;
  return runProgram({ ...line, timeoutMs: ASK_MS, signal });
}
