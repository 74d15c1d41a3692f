import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { regdoctor } from './run-regdoctor.js';

/** What a shell offers at the end of a line, its real completion asked. */
export type Offers = (line: string) => Promise<readonly string[]>;

/** A directory with `report.json`, `a list.txt` and `folder/`, in which the shells complete; and the scripts of the built program. */
export interface CompletionGround {
  readonly offers: Readonly<Record<'bash' | 'zsh' | 'fish', Offers>>;
  remove(): void;
}

/** Asks the built program for its scripts, once. */
export async function completionGround(): Promise<CompletionGround> {
  const directory = mkdtempSync(join(tmpdir(), 'regdoctor-completion-'));
  writeFileSync(join(directory, 'report.json'), '');
  writeFileSync(join(directory, 'a list.txt'), '');
  await execa('mkdir', [join(directory, 'folder')]);
  const scripts = mkdtempSync(join(tmpdir(), 'regdoctor-completion-'));
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { stdout } = await regdoctor(['completion', shell]);
    writeFileSync(join(scripts, shell), String(stdout));
  }
  const run = async (shell: string, parameters: readonly string[]): Promise<readonly string[]> => {
    const { stdout } = await execa(shell, parameters, {
      cwd: directory,
      extendEnv: false,
      env: { HOME: scripts, PATH: '/usr/bin:/bin', TERM: 'xterm', LANG: 'C.UTF-8' },
    });
    return [...new Set(stdout.split('\n').filter((line) => line !== ''))];
  };
  return {
    offers: {
      bash: (line) =>
        run('bash', ['--norc', '--noprofile', '-c', BASH, 'bash', join(scripts, 'bash'), ...bashWords(line)]),
      zsh: (line) => run('zsh', ['-f', '-c', ZSH, 'zsh', join(scripts, 'zsh'), line]),
      fish: async (line) => {
        const all = await run('fish', [
          '--no-config',
          '-c',
          `source ${join(scripts, 'fish')}; complete -C "$argv[1]"`,
          line,
        ]);
        return all.map((offer) => offer.split('\t')[0] ?? '');
      },
    },
    remove: () => {
      for (const each of [directory, scripts]) rmSync(each, { recursive: true, force: true });
    },
  };
}

/** As readline splits a line for `COMP_WORDS`: an equals sign is a word of its own (`COMP_WORDBREAKS`). */
function bashWords(line: string): string[] {
  return line
    .split(' ')
    .flatMap((word) => (word.includes('=') ? word.split(/(=)/).filter((part) => part !== '') : [word]));
}

const BASH = `
source "$1"; shift
complete -p regdoctor >/dev/null || exit 1
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
_regdoctor
printf '%s\\n' "\${COMPREPLY[@]}"`;

/** In a terminal of its own, where everything that the completion system adds is written down. */
const ZSH = `
zmodload zsh/zpty
zpty -b inner zsh -f -i
inner() { zpty -w inner "$1"; }
inner 'PS1=; unsetopt zle_bracketed_paste; autoload -Uz compinit; compinit -u -C -d $HOME/dump; source '"$1"
inner 'compadd() {
  if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then builtin compadd "$@"; return $?; fi
  typeset -a hits; builtin compadd -O hits "$@"; (( $#hits )) && print -rl -- $hits >>$HOME/offers
  builtin compadd "$@"
}'
inner 'zstyle ":completion:*" insert-tab false; bindkey "^I" complete-word; done-completing() { : >$HOME/done }; zle -N done-completing; bindkey "^X" done-completing'
: >$HOME/offers; rm -f $HOME/done $HOME/ready
inner ': >$HOME/ready'
repeat 500; do [[ -e $HOME/ready ]] && break; sleep 0.01; done
zpty -w -n inner "$2"$'\\t\\x18'
repeat 500; do [[ -e $HOME/done ]] && break; sleep 0.01; done
zpty -d inner
cat $HOME/offers`;
