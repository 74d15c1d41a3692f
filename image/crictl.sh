#!/bin/sh
# crictl speaks to one socket, and which one is there shows only when the pod runs.
# What the user has set wins: flags, variables, a configuration file.
program=/usr/bin/crictl

if [ -n "${CONTAINER_RUNTIME_ENDPOINT:-}" ] || [ -n "${CRI_CONFIG_FILE:-}" ] || [ -e /etc/crictl.yaml ]; then
  exec "$program" "$@"
fi
# Flags before the command. A variable would win over the file that --config names.
for word in "$@"; do
  case $word in
    -c | -c=* | --config | --config=* | -r | -r=* | --runtime-endpoint | --runtime-endpoint=*) exec "$program" "$@" ;;
    -*) ;;
    *) break ;;
  esac
done

# containerd, CRI-O, k3s and RKE2, k0s, cri-dockerd, MicroK8s; the node's under /host first, then where a pod may mount them.
for root in /host ''; do
  for socket in run/containerd/containerd.sock run/crio/crio.sock run/k3s/containerd/containerd.sock run/k0s/containerd.sock \
    run/cri-dockerd.sock var/snap/microk8s/common/run/containerd.sock; do
    if [ -S "$root/$socket" ]; then
      CONTAINER_RUNTIME_ENDPOINT=unix://$root/$socket
      export CONTAINER_RUNTIME_ENDPOINT
      exec "$program" "$@"
    fi
  done
done

case ${1:-} in
  '' | -h | --help | help | -v | --version | completion | config) ;;
  *) echo 'crictl: no socket of a container runtime is mounted: none under /host/run nor /run. Mount the node'\''s / at /host, or name it with --runtime-endpoint.' >&2 ;;
esac
exec "$program" "$@"
