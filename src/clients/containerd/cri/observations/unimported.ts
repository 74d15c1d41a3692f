import { posix } from 'node:path';
import { parseToml } from '../../../../host/toml.js';
import type { Observation } from '../../../client.js';
import { absolutePattern } from '../load-files.js';
import { CRI_IMAGES, GRPC_CRI, SHORT_CRI } from '../series.js';
import { settingAt, settingsOf, tableAt, textsAt } from '../setting.js';
import { type CriLook, meantBy, observed } from './shared.js';

/** Where people put parts of a configuration, beside the directory of the root file itself. */
const DROP_INS = ['conf.d', 'config.d', 'config.toml.d'];
/** Files told of; more is a directory for something else. */
const MOST = 5;

/** Files beside config.toml with settings of registries that it doesn't import, with the import that would do. */
export function unimportedFiles({ host, configuration }: CriLook): Observation[] {
  const { path: root, files, series } = configuration;
  const base = posix.dirname(root);
  const read = new Set(files.map(({ path }) => path));
  const candidates = [base, ...DROP_INS.map((name) => posix.join(base, name))].flatMap((directory) => {
    const listed = host.files.list(directory);
    const names = listed.kind === 'directory' ? listed.names : [];
    return names.filter((name) => name.endsWith('.toml')).map((name) => posix.join(directory, name));
  });
  return candidates
    .filter((path) => path !== root && !read.has(path))
    .flatMap((path): Observation[] => {
      const file = host.files.read(path);
      const parsed = file.kind === 'file' ? parseToml(file.text) : null;
      if (parsed?.ok !== true) return [];
      const settings = settingsOf(parsed.document, path);
      const registry = [SHORT_CRI, GRPC_CRI, CRI_IMAGES]
        .map((id) => tableAt(settings, ['plugins', id, 'registry']))
        .find(({ entries }) => entries.size > 0);
      if (registry === undefined) return [];
      const text = files[0]?.text ?? `version = ${series.second ? 3 : 2}\n`;
      const imports = files[0] === undefined ? [] : textsAt(files[0].settings, 'imports');
      const line = settingAt(files[0]?.settings, ['imports'])?.place.line ?? null;
      const why = relativePatterns(imports, base, path)
        ? `${root} names it by a pattern that containerd 1.x takes from the directory it runs in, not from ${base}`
        : `${root} doesn't import it`;
      return [
        observed(
          'config-ignored-wrong-path',
          registry.place,
          'registry',
          `${path} has settings of registries and is not read: ${why}`,
          meantBy(registry),
          [
            {
              path: root,
              content: withImports(
                text,
                [
                  ...imports.map((each) => (each.includes('*') ? absolutePattern({ second: true }, root, each) : each)),
                  path,
                ],
                line,
              ),
            },
          ],
        ),
      ];
    })
    .slice(0, MOST);
}

function relativePatterns(imports: readonly string[], base: string, path: string): boolean {
  return imports.some(
    (each) => each.includes('*') && !each.startsWith('/') && path.startsWith(posix.join(base, posix.dirname(each))),
  );
}

function withImports(text: string, imports: readonly string[], line: number | null): string {
  const setting = `imports = [${[...new Set(imports)].map((each) => JSON.stringify(each)).join(', ')}]`;
  const lines = text.split('\n');
  if (line !== null) lines[line - 1] = setting;
  else {
    const first = lines.findIndex((each) => !/^\s*(#|$)/.test(each) && !/^\s*version\s*=/.test(each));
    lines.splice(first === -1 ? lines.length : first, 0, setting);
  }
  return lines.join('\n');
}
