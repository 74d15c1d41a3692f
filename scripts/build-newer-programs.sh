#!/bin/sh
# Builds newer releases of the clients than the distribution has, each at a pinned version, into a cache outside the checkout. The conformance
# runs use what is there and say what is not. Usage: build-newer-programs.sh [NAME...]   (default: all). Needs Go; takes minutes the first time.
set -eu

cache=${REGDOCTOR_PROGRAMS:-${XDG_CACHE_HOME:-$HOME/.cache}/regdoctor/programs}
mkdir -p "$cache"

# name | module@version | package | build tags
programs='
crane-0.22.1|github.com/google/go-containerregistry@v0.22.1|github.com/google/go-containerregistry/cmd/crane|
helm-4.3.1|helm.sh/helm/v4@v4.3.1|helm.sh/helm/v4/cmd/helm|
containerd-2.4.2|github.com/containerd/containerd/v2@v2.4.2|github.com/containerd/containerd/v2/cmd/containerd|no_btrfs no_devmapper no_zfs no_aufs netgo osusergo
ctr-2.4.2|github.com/containerd/containerd/v2@v2.4.2|github.com/containerd/containerd/v2/cmd/ctr|no_btrfs no_devmapper no_zfs no_aufs netgo osusergo
containerd-1.7.35|github.com/containerd/containerd@v1.7.35|github.com/containerd/containerd/cmd/containerd|no_btrfs no_devmapper no_zfs no_aufs netgo osusergo
ctr-1.7.35|github.com/containerd/containerd@v1.7.35|github.com/containerd/containerd/cmd/ctr|no_btrfs no_devmapper no_zfs no_aufs netgo osusergo
buildkitd-0.34.2|github.com/moby/buildkit@v0.34.2|github.com/moby/buildkit/cmd/buildkitd|netgo osusergo
buildctl-0.34.2|github.com/moby/buildkit@v0.34.2|github.com/moby/buildkit/cmd/buildctl|netgo osusergo
'

failed=0
for line in $(printf '%s' "$programs" | tr ' ' '+'); do
  name=${line%%|*}
  rest=${line#*|}
  module=${rest%%|*}
  rest=${rest#*|}
  package=${rest%%|*}
  tags=$(printf '%s' "${rest#*|}" | tr '+' ' ')
  if [ $# -gt 0 ]; then
    case " $* " in *" $name "*|*" ${name%-*} "*) ;; *) continue ;; esac
  fi
  if [ -x "$cache/$name" ]; then echo "$name: there"; continue; fi
  work=$(mktemp -d)
  # A module of our own around each: modules that replace or exclude others refuse `go install`.
  version=${module#*@v}
  if (cd "$work" && go mod init build >/dev/null 2>&1 && go get "$module" >"$work/log" 2>&1 &&
    CGO_ENABLED=0 go build -mod=mod -trimpath -tags "$tags" \
      -ldflags "-s -w -X ${module%@*}/version.Version=$version -X ${module%@*}/cmd/crane/cmd.Version=$version -X helm.sh/helm/v4/internal/version.version=v$version" \
      -o "$cache/$name" "$package" >>"$work/log" 2>&1); then
    echo "$name: built"
  else
    echo "$name: not built: $(tail -1 "$work/log" 2>/dev/null)"
    failed=1
  fi
  rm -rf "$work"
done
exit $failed
