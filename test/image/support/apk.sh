#!/bin/sh
# Stands in for Alpine's apk: takes the names that the Containerfile installs and no others, and leaves a stub for each of their commands.
table=/etc/stand-in/packages.tsv

[ "$1" = add ] || { echo "stand-in apk: only 'add' is known, not '$1'" >&2; exit 99; }
shift
cached=yes
errors=0
for word in "$@"; do
  case $word in
    --no-cache) cached=no ;;
    -*) echo "stand-in apk: unknown option $word" >&2; exit 99 ;;
  esac
done
[ "$cached" = no ] || { echo 'stand-in apk: without --no-cache the index of packages stays in the image' >&2; exit 98; }

for word in "$@"; do
  [ "$word" = --no-cache ] && continue
  name=${word%%[=<>~@]*}
  line=$(grep "^$name	" "$table")
  if [ -z "$line" ]; then
    [ "$errors" -gt 0 ] || echo 'ERROR: unable to select packages:' >&2
    printf '  %s (no such package):\n    required by: world[%s]\n' "$name" "$word" >&2
    errors=$((errors + 1))
    continue
  fi
  echo "$name" >>/etc/apk/world
  for command in $(printf '%s\n' "$line" | cut -f 3); do
    command -v "$command" >/dev/null && continue
    printf '#!/bin/sh\necho "%s stand-in $*"\n' "$command" >"/usr/bin/$command"
    chmod 755 "/usr/bin/$command"
  done
done
exit "$errors"
