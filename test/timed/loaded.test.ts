import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Output {
  readonly imports: readonly { readonly path: string; readonly kind: string; readonly external?: boolean }[];
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly entryPoint?: string;
}

const { outputs }: { outputs: Readonly<Record<string, Output>> } = JSON.parse(readFileSync('dist/meta.json', 'utf8'));

/** Source files that are loaded with a file, whatever is asked: the chunks that it imports at once, and theirs. */
function loadedWith(...files: readonly string[]): string[] {
  const seen = new Set<string>();
  const add = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const each of outputs[path]?.imports ?? []) if (each.kind === 'import-statement') add(each.path);
  };
  for (const file of files) {
    const [path] = Object.entries(outputs).find(([, { inputs }]) => Object.hasOwn(inputs, file)) ?? [];
    if (path === undefined) throw new Error(`no chunk has ${file}`);
    add(path);
  }
  return [...seen].flatMap((path) => Object.keys(outputs[path]?.inputs ?? {}));
}

/** Big libraries, and rooms that a healthy check has no use for. */
const NEVER =
  /node_modules\/(?:ajv|execa|jsonc-parser|nanotar|ora|table|toml-eslint-parser|undici|yaml|zod)\/|src\/(?:lab|many|prove|roundtrip)\//;

test.each([
  ['codes', ['src/cli.ts', 'commands/codes.ts', 'src/cli/codes.ts']],
  [
    'a check',
    [
      'src/cli.ts',
      'commands/check.ts',
      'src/cli/check-command.ts',
      'src/cli/check-from-flags.ts',
      'src/report/forms/text.ts',
    ],
  ],
])('%s loads nothing that only other commands need', (_name, files) => {
  expect(loadedWith(...files).filter((path) => NEVER.test(path))).toEqual([]);
});
