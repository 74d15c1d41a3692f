import { readFileSync } from 'node:fs';
import { type Dockerfile, DockerfileParser, type Instruction } from 'dockerfile-ast';

const at = (path: string) => new URL(`../../${path}`, import.meta.url);

/** A line of image/packages.tsv. */
export interface PackageLine {
  readonly name: string;
  readonly repository: string;
  readonly commands: readonly string[];
}

/** One stage: its name, what it builds on, its instructions in order. */
export interface Stage {
  readonly name: string;
  readonly from: string;
  readonly instructions: readonly Instruction[];
}

/** The parsed Containerfile. */
export function containerfile(): Dockerfile {
  return DockerfileParser.parse(readFileSync(at('Containerfile'), 'utf8'));
}

/** The committed table of packages. */
export function packageTable(): readonly PackageLine[] {
  return readFileSync(at('image/packages.tsv'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [name = '', repository = '', commands = ''] = line.split('\t');
      return { name, repository, commands: commands.split(' ') };
    });
}

/** The stages of the Containerfile. */
export function stages(): readonly Stage[] {
  return containerfile()
    .getFROMs()
    .map((from) => {
      const start = from.getRange().start.line;
      const all = containerfile().getInstructions();
      const next = all.find((one) => one.getInstruction() === 'FROM' && one.getRange().start.line > start);
      return {
        name: from.getBuildStage() ?? '',
        from: from.getImage() ?? '',
        instructions: all.filter((one) => {
          const { line } = one.getRange().start;
          return line > start && (next === undefined || line < next.getRange().start.line);
        }),
      };
    });
}

/** The instructions that make a target, those of the stages that it builds on first. */
export function instructionsOf(target: string): readonly Instruction[] {
  const stage = stages().find(({ name }) => name === target);
  if (stage === undefined) return [];
  return [...instructionsOf(stage.from), ...stage.instructions];
}

/** What an instruction says, its continued lines as one. Comments between them are dropped. */
export function wordsOf(instruction: Instruction): string[] {
  return instruction.getArguments().map((argument) => argument.getValue());
}

/** The packages that a target installs. */
export function packagesOf(target: string): string[] {
  return instructionsOf(target).flatMap((instruction) => {
    const words = wordsOf(instruction);
    return words[0] === 'apk' ? words.slice(words.indexOf('add') + 1).filter((word) => !word.startsWith('-')) : [];
  });
}

/** The text of a file of the repository. */
export function textOf(path: string): string {
  return readFileSync(at(path), 'utf8');
}
