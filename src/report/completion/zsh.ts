import type { CompletedCommand, CompletedFlag, Values } from './model.js';

/** A completion script for zsh, to be sourced or put into a directory of `fpath` as `_regdoctor`. */
export function zshCompletion(bin: string, commands: readonly CompletedCommand[]): string {
  const described = commands.map(({ name, summary }) => `    ${quote(`${name}:${escapeColons(summary)}`)}`).join('\n');
  const cases = commands.map((command) => commandCase(command)).join('\n');
  return `#compdef ${bin}
# zsh completion for ${bin}. Use it with: source <(${bin} completion zsh)
_${bin}_outputs() {
  if compset -P '*='; then
    _files
  else
    compadd -S '' -q -- "$@"
  fi
}

_${bin}() {
  local curcontext="$curcontext" state line
  typeset -A opt_args
  local -a commands
  commands=(
${described}
  )
  _arguments -C \\
    '(- *)--help[what it does and its commands]' \\
    '(- *)--version[its version]' \\
    '1: :->command' \\
    '*:: :->words' && return
  case $state in
    command) _describe -t commands command commands ;;
    words)
      case $words[1] in
${cases}
      esac ;;
  esac
}

if [ "$funcstack[1]" = _${bin} ]; then
  _${bin} "$@"
else
  # Sourced from a start file that has not called it.
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }
  compdef _${bin} ${bin}
fi
`;

  function commandCase({ name, flags, words }: CompletedCommand): string {
    const specs = [...flags.flatMap(flagSpecs), quote(`*:${words.kind}:${actionOf(words)}`)];
    return `        ${name}) _arguments \\\n${specs.map((spec) => `          ${spec}`).join(' \\\n')} ;;`;
  }

  function flagSpecs(flag: CompletedFlag): string[] {
    const { name, char, summary, isRepeatable, values } = flag;
    const spellings = [`--${name}`, ...(char === null ? [] : [`-${char}`])];
    const before = isRepeatable ? '*' : spellings.length > 1 ? `(${spellings.join(' ')})` : '';
    const what = `[${summary.replace(/[[\]\\]/g, '\\$&')}]`;
    const value = values === null ? '' : `:${name}:${actionOf(values)}`;
    return spellings.map((spelling) =>
      quote(`${before}${spelling}${value !== '' && spelling.startsWith('--') ? '=' : ''}${what}${value}`),
    );
  }

  function actionOf(values: Values): string {
    if (values.kind === 'free') return ' ';
    if (values.kind === 'files') return '_files';
    if (values.kind === 'directories') return '_files -/';
    if (values.kind === 'outputs') return `_${bin}_outputs ${values.words.join(' ')}`;
    return `(${values.words.map((word) => escapeColons(word)).join(' ')})`;
  }
}

function escapeColons(text: string): string {
  return text.replace(/[:\\]/g, '\\$&');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
