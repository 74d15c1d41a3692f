import { readFile } from 'node:fs/promises';

/** Alpine's names as Debian calls them: [name, packages], `-` for none. */
export async function packageTable(): Promise<readonly (readonly [alpine: string, debian: readonly string[]])[]> {
  const text = await readFile(new URL('packages.tsv', import.meta.url), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [alpine = '', debian = ''] = line.split('\t');
      return [alpine, debian.split(' ')] as const;
    });
}

/** What has to be installed for the whole table. */
export async function debianPackages(): Promise<readonly string[]> {
  const names = (await packageTable()).flatMap(([, debian]) => debian);
  return [...new Set(names)].filter((name) => name !== '-').sort();
}
