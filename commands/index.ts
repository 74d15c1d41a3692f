import { LOADERS } from './loaders.js';

/** Every command's class by the word that calls it: what the command framework asks for when it makes its manifest. */
export const COMMANDS = Object.fromEntries(
  await Promise.all(Object.entries(LOADERS).map(async ([name, load]) => [name, (await load()).default] as const)),
);
