import { isPodKind, KIND_NAMES } from '../kinds.js';
import { NODE_ROOT } from '../parts/node.js';
import { AUTH_FILE } from '../parts/secret.js';
import { overridesFunction } from './overrides.js';

const KINDS = KIND_NAMES.filter(isPodKind);

/**
 * The kubectl plugin: a POSIX shell script that needs kubectl only. It writes the line that `regdoctor pod-spec` prints, shows it, runs it, and ends with
 * regdoctor's own exit code; what kubectl could not do is 3, never a verdict.
 * @param version of regdoctor that it belongs to.
 */
export function pluginScript(version: string): string {
  return [HEAD(version), USAGE, overridesFunction(), HELPERS, OPTIONS, REQUEST, RUN].join('\n\n');
}

const HEAD = (version: string): string => `#!/bin/sh
# kubectl regdoctor ${version}: regdoctor in a pod, from a machine that has kubectl only. Put it on the PATH as kubectl-regdoctor.
# Made by scripts/deploy.mjs out of src/kubernetes, where the pods are described: change them there.
set -u
# Letters are those of ASCII in the patterns below.
LC_ALL=C
version='${version}'`;

const USAGE = `usage() {
  cat <<'END'
kubectl regdoctor check REF [options] [words for regdoctor check]
kubectl regdoctor storage [options] [words for regdoctor storage]
kubectl regdoctor pod-spec [REF] [options]    prints the line, and runs nothing

  --node NODE        look from this node: its network, its resolver, its files (Pod Security: privileged)
  --restricted       for a namespace that enforces Pod Security "restricted"
  --build            a pod in which buildah and podman can build (Pod Security: privileged)
  --kind KIND        ${KINDS.join(', ')}: as in regdoctor pod-spec; with --node, on that node
  --secret NAME      mount this pull secret of the namespace and use it
  --image IMAGE      the image that regdoctor is in (or the variable REGDOCTOR_IMAGE)
  -n, --namespace    namespace of the pod
  --context, --kubeconfig, --pod-running-timeout    as of kubectl

The line that is run is shown first. The pod is deleted at the end, after Ctrl-C too.
Exit code: that of regdoctor; 2 the call was wrong, 3 kubectl could not run the pod.
END
}`;

const HELPERS = `die() {
  printf 'kubectl regdoctor: %s\\n' "$1" >&2
  exit 2
}

# A name that Kubernetes takes: nothing in it means anything to a shell or to JSON.
name_of() {
  case $2 in
    '' | *[!a-z0-9.-]* | [.-]* | *[.-]) die "$1: \\"$(clean "$2")\\" is no name that Kubernetes takes" ;;
  esac
}

# An image reference, as far as its letters go.
reference_of() {
  case $2 in
    *@sha256:* | *@sha512:*) said=\${2%@sha*} ;;
    *) said=$2 ;;
  esac
  case $said in
    *@*) die "$1: what stands before an @ would be in the pod for all to read; use --secret" ;;
  esac
  case $2 in
    '' | -* | *[!][A-Za-z0-9._:/@-]*) die "$1: \\"$(clean "$2")\\" is no image reference" ;;
  esac
}

# Text from elsewhere, for one line of a terminal.
clean() {
  printf '%s' "$1" | tr '\\n\\t' '  ' | tr -d '\\000-\\037\\177' | cut -c 1-500
}

quoted() {
  printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\\\\\''/g")"
}

# Words as they can be pasted into a shell.
shown() {
  printf 'kubectl'
  for word in "$@"; do
    case $word in
      --overrides=*) printf " --overrides='%s'" "\${word#--overrides=}" ;;
      '' | *[!A-Za-z0-9_%+:,./@=-]*) printf ' %s' "$(quoted "$word")" ;;
      *) printf ' %s' "$word" ;;
    esac
  done
  printf '\\n'
}

in_cluster() {
  task=$1
  shift
  kubectl "$task" "$@" \${namespace:+-n "$namespace"} \${context:+"--context=$context"} \${kubeconfig:+"--kubeconfig=$kubeconfig"}
}

# What kubectl says of the pod's one container; empty where it says nothing.
container() {
  in_cluster get pod "$name" -o "jsonpath={.status.containerStatuses[0].state.$1}" 2>/dev/null
}`;

const OPTIONS = `task=\${1-}
case $task in
  check | storage | pod-spec) shift ;;
  '') usage >&2; exit 2 ;;
  -h | --help | help) usage; exit 0 ;;
  --version | version) printf '%s\\n' "$version"; exit 0 ;;
  *) die "\\"$(clean "$task")\\" is none of check, storage, pod-spec; see kubectl regdoctor --help" ;;
esac

reference='' node='' secret='' kind='' namespace='' context='' kubeconfig='' stdin='' wait=''
image=\${REGDOCTOR_IMAGE-}
case $task in
  check)
    [ $# -gt 0 ] || die 'check needs a reference'
    reference=$1
    shift
    ;;
  pod-spec)
    case \${1--} in -*) ;; *) reference=$1; shift ;; esac
    ;;
esac
[ -z "$reference" ] || reference_of reference "$reference"

# What is not for kubectl goes to regdoctor: each word is taken from the front, and put back at the end.
left=$#
while [ "$left" -gt 0 ]; do
  word=$1
  shift
  left=$((left - 1))
  value=''
  case $word in
    -h | --help) usage; exit 0 ;;
    --node | --secret | --kind | --image | -n | --namespace | --context | --kubeconfig | --pod-running-timeout)
      [ "$left" -gt 0 ] || die "$word needs a value"
      value=$1
      shift
      left=$((left - 1))
      ;;
    --node=* | --secret=* | --kind=* | --image=* | --namespace=* | --context=* | --kubeconfig=* | --pod-running-timeout=*)
      value=\${word#*=}
      word=\${word%%=*}
      ;;
    --creds | --creds=*) die '--creds: a password would stand in the pod for all to read; use --secret or --creds-stdin' ;;
  esac
  case $word in
    --node) name_of --node "$value"; node=$value ;;
    --secret) name_of --secret "$value"; secret=$value ;;
    -n | --namespace) name_of --namespace "$value"; namespace=$value ;;
    --image) image=$value ;;
    --context) context=$value ;;
    --kubeconfig) kubeconfig=$value ;;
    --pod-running-timeout) wait=$value ;;
    --kind) kind=$value ;;
    --restricted) kind=restricted ;;
    --build) kind=build ;;
    --) ;;
    --creds-stdin) stdin=yes; set -- "$@" "$word" ;;
    *) set -- "$@" "$word" ;;
  esac
done`;

const REQUEST = `if [ -z "$kind" ]; then
  if [ -n "$node" ]; then kind=node; else kind=run; fi
fi
case $kind in
  ${KINDS.join(' | ')}) ;;
  *) die "--kind: \\"$(clean "$kind")\\" is none of ${KINDS.join(', ')}" ;;
esac
[ "$kind" != secret ] || [ -n "$secret" ] || die '--kind secret needs --secret NAME'
if [ -z "$image" ]; then
  [ "$task" = pod-spec ] || die 'which image is regdoctor in? --image IMAGE, or the variable REGDOCTOR_IMAGE'
  image=registry.example.com/regdoctor:$version
  printf '# put your image in the place of %s: --image, or REGDOCTOR_IMAGE\\n' "$image" >&2
fi
reference_of --image "$image"

# The container's words: as regdoctor pod-spec writes them.
if [ -n "$reference" ]; then
  [ -z "$secret" ] || set -- --dockerconfigjson ${AUTH_FILE} "$@"
  [ "$kind" != node ] || set -- --root ${NODE_ROOT} "$@"
  set -- regdoctor check "$reference" "$@"
elif [ "$task" = storage ]; then
  set -- regdoctor storage "$@"
else
  [ $# -eq 0 ] || die 'words for regdoctor need a reference before them'
  set -- sh
fi

# The pod has a name of its own where it is run; overrides find the container by it.
name=regdoctor
[ "$task" = pod-spec ] || name=regdoctor-$(date +%H%M%S)-$$
over=$(overrides)
set -- -- "$@"
[ -z "$over" ] || set -- --override-type=strategic "--overrides=$over" "$@"
set -- --restart=Never "--image=$image" "$@"

if [ "$task" = pod-spec ]; then
  shown run "$name" \${namespace:+-n "$namespace"} \${context:+"--context=$context"} \${kubeconfig:+"--kubeconfig=$kubeconfig"} \\
    -it --rm "$@"
  exit 0
fi`;

const RUN = `# A terminal where there is one; standard input only where regdoctor reads it, or a script that calls this would lose its own.
attach=--attach
[ -z "$stdin" ] || attach=-i
if [ -t 0 ] && [ -t 1 ]; then attach=-it; fi
set -- run "$name" \${namespace:+-n "$namespace"} \${context:+"--context=$context"} \${kubeconfig:+"--kubeconfig=$kubeconfig"} \\
  "$attach" --quiet \${wait:+"--pod-running-timeout=$wait"} "$@"

cleaned() {
  trap '' INT TERM HUP
  in_cluster delete pod "$name" --ignore-not-found --wait=false >/dev/null 2>&1 ||
    printf 'kubectl regdoctor: could not delete the pod: %s' "$(shown delete pod "$name" \${namespace:+-n "$namespace"})" >&2
}
trap cleaned EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

shown "$@" >&2
kubectl "$@"
status=$?
[ "$status" -ne 0 ] || exit 0

# kubectl's own failures are 1 too: only the pod knows what regdoctor said.
code=$(container terminated.exitCode)
case $code in
  '' | *[!0-9]*)
    why=$(container waiting.reason)
    if [ -n "$why" ]; then
      printf 'kubectl regdoctor: the pod did not start: %s: %s\\n' "$(clean "$why")" "$(clean "$(container waiting.message)")" >&2
    else
      printf 'kubectl regdoctor: kubectl could not run the pod to its end; what it says is above\\n' >&2
    fi
    exit 3
    ;;
esac
exit "$code"
`;
