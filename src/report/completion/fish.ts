import type { CompletedCommand, CompletedFlag, Values } from './model.js';

/** A completion script for fish 3.1 and later. */
export function fishCompletion(bin: string, commands: readonly CompletedCommand[]): string {
  const lines = commands.flatMap((command) => [
    `complete -c ${bin} -n '__${bin}_is ""' -a ${command.name} -d ${quote(command.summary)}`,
    ...command.flags.map((flag) => flagLine(command, flag)),
    ...wordsLine(command),
  ]);
  return `# fish completion for ${bin}. Use it with: ${bin} completion fish | source
function __${bin}_is
    for word in (commandline -opc)[2..-1]
        string match -q -- '-*' $word; and continue
        test $word = "$argv[1]"
        return
    end
    test -z "$argv[1]"
end

# FORM or FORM=FILE
function __${bin}_outputs
    set -l current (string replace -r -- '^(--output=|-o)' '' (commandline -ct))
    if string match -q -- '*=*' $current
        set -l parts (string split -m 1 = -- $current)
        for path in (__fish_complete_path $parts[2])
            echo $parts[1]=$path
        end
    else
        printf '%s\\n' $argv
    end
end

complete -c ${bin} -f
complete -c ${bin} -n '__${bin}_is ""' -l help -d 'what it does and its commands'
complete -c ${bin} -n '__${bin}_is ""' -l version -d 'its version'
${lines.join('\n')}
`;

  function flagLine(command: CompletedCommand, { name, char, summary, values }: CompletedFlag): string {
    const short = char === null ? '' : ` -s ${char}`;
    const value = values === null ? '' : ` ${valueOptions(values)}`;
    return `complete -c ${bin} -n '__${bin}_is ${command.name}' -l ${name}${short}${value} -d ${quote(summary)}`;
  }

  function wordsLine({ name, words }: CompletedCommand): string[] {
    if (words.kind === 'free') return [];
    const options = words.kind === 'files' ? '-F' : `-a ${quote(candidates(words))}`;
    return [`complete -c ${bin} -n '__${bin}_is ${name}' ${options}`];
  }

  function valueOptions(values: Values): string {
    if (values.kind === 'free') return '-x';
    return values.kind === 'files' ? '-r -F' : `-x -a ${quote(candidates(values))}`;
  }

  function candidates(values: Values): string {
    if (values.kind === 'directories') return '(__fish_complete_directories (commandline -ct))';
    if (values.kind === 'outputs') return `(__${bin}_outputs ${values.words.join(' ')})`;
    return values.kind === 'words' ? values.words.join(' ') : '';
  }
}

function quote(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
