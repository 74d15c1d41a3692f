import type { CompletedCommand, CompletedFlag, Values } from './model.js';

/** A completion script for bash 3.2 (macOS) and later; needs no bash-completion. */
export function bashCompletion(bin: string, commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name).join(' ');
  const cases = commands.map((command) => commandCase(command)).join('\n');
  return `# bash completion for ${bin}. Use it with: source <(${bin} completion bash)
_${bin}_words() {
  local word
  while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -W "$1" -- "$cur")
}

_${bin}_paths() {
  local word
  compopt -o filenames 2>/dev/null
  while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen "$1" -- "$cur")
}

_${bin}_outputs() {
  # FORM=FILE: bash makes several words of it, at the equals sign.
  if [ -n "$after" ]; then _${bin}_paths -f; return; fi
  # A form may go on with its file.
  compopt -o nospace 2>/dev/null
  _${bin}_words "$1"
}

_${bin}() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" at=$((COMP_CWORD - 1)) after= flag= command= word
  COMPREPLY=()
  if [ "$cur" = = ]; then
    cur=
  elif [ "\${COMP_WORDS[at]}" = = ]; then
    at=$((at - 1))
  else
    at=$((at + 1))
  fi
  # Now "at" is the word before an equals sign, or the one that is being written.
  if [ "$at" -lt "$COMP_CWORD" ]; then
    case "\${COMP_WORDS[at]}" in
      -*) flag="\${COMP_WORDS[at]}" ;;
      *) after=1
         at=$((at - 1))
         if [ "\${COMP_WORDS[at]}" = = ]; then at=$((at - 1)); fi
         flag="\${COMP_WORDS[at]}" ;;
    esac
  elif [ "$at" -gt 0 ]; then
    flag="\${COMP_WORDS[at - 1]}"
  fi
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD - 1}"; do
    case "$word" in
      -*) ;;
      *) command="$word"; break ;;
    esac
  done
  case "$command" in
    '') _${bin}_words '${names} --help --version' ;;
${cases}
  esac
}

complete -F _${bin} ${bin}
`;

  function commandCase({ name, flags, words }: CompletedCommand): string {
    const valued = flags.filter(({ values }) => values !== null);
    const free = valued.filter(({ values }) => values?.kind === 'free');
    const lines = valued
      .filter(({ values }) => values?.kind !== 'free')
      .map((flag) => `        ${patternOf([flag])}) ${actionOf(flag.values ?? { kind: 'free' })} ;;`);
    if (free.length > 0) lines.push(`        ${patternOf(free)}) ;;`);
    const flagWords = flags.map((flag) => `--${flag.name}`).join(' ');
    return `    ${name})
      case "$flag" in
${lines.map((line) => `${line}\n`).join('')}        *) case "$cur" in
            -*) _${bin}_words '${flagWords}' ;;
            *) ${actionOf(words)} ;;
          esac ;;
      esac ;;`;
  }

  function actionOf(values: Values): string {
    if (values.kind === 'free') return ':';
    if (values.kind === 'files') return `_${bin}_paths -f`;
    if (values.kind === 'directories') return `_${bin}_paths -d`;
    return `_${bin}_${values.kind} '${values.words.join(' ')}'`;
  }
}

function patternOf(flags: readonly CompletedFlag[]): string {
  return flags.flatMap(({ name, char }) => [`--${name}`, ...(char === null ? [] : [`-${char}`])]).join('|');
}
