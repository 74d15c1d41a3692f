import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A block of shell lines of a page. */
export interface Block {
  readonly page: string;
  /** The heading above it. */
  readonly heading: string;
  /** Arguments of `regdoctor pod-spec` that printed it, or null. */
  readonly podSpec: string | null;
  readonly text: string;
}

/** Words that a page leaves for its reader to fill in, and what stands for them here. */
const PLACEHOLDERS: Readonly<Record<string, string>> = {
  IMAGE: 'registry.example.com/regdoctor:0.1.0',
  REF: 'registry.example.com/team/app:1.2',
  REFERENCE: 'registry.example.com/team/app:1.2',
  NODE: 'node-1',
  POD: 'app-7d4b9',
  NAMESPACE: 'team-a',
  NAME: 'pull-secret',
  SECRET: 'pull-secret',
};

/** Every page for readers: README.md and all below docs. */
export function pages(): readonly string[] {
  const below = (directory: string): string[] =>
    readdirSync(directory, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory()
        ? below(join(directory, entry.name))
        : entry.name.endsWith('.md')
          ? [join(directory, entry.name)]
          : [],
    );
  return ['README.md', ...below('docs')];
}

/** The shell blocks of a page, in order. */
export function shellBlocks(page: string): readonly Block[] {
  const text = readFileSync(page, 'utf8');
  const found: Block[] = [];
  const pattern =
    /^(?:#+ (?<heading>.*)|<!-- pod-spec: (?<podSpec>.*) -->|```(?<language>\w*)\n(?<body>[\s\S]*?)^```)$/gm;
  let heading = '';
  let podSpec: string | null = null;
  for (const { groups = {} } of text.matchAll(pattern)) {
    if (groups['heading'] !== undefined) heading = groups['heading'];
    else if (groups['podSpec'] !== undefined) podSpec = groups['podSpec'];
    else {
      if (groups['language'] === 'sh') found.push({ page, heading, podSpec, text: groups['body'] ?? '' });
      podSpec = null;
    }
  }
  return found;
}

/** Single commands of a block, with the lines that belong together joined. */
export function commands(block: string): readonly string[] {
  const found: string[] = [];
  let open = '';
  for (const line of block.split('\n')) {
    open = open === '' ? line : `${open}\n${line}`;
    const quotes = open.split("'").length - 1;
    if (quotes % 2 === 1 || open.endsWith('\\')) continue;
    if (open.trim() !== '' && !open.startsWith('#')) found.push(open);
    open = '';
  }
  return found;
}

/** A line with its reader's words in it. */
export function filledIn(line: string): string {
  return line.replace(/(?<![\w.$-])[A-Z]{3,}(?![\w.-])/g, (word) => PLACEHOLDERS[word] ?? word);
}
