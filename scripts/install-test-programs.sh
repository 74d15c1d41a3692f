#!/bin/sh
# Installs the real programs that the conformance and image tests run (Debian and Ubuntu, as root). Quick when all is there.
set -eu

packages='buildah podman skopeo docker-registry dnsmasq-base iptables nftables tcpdump iproute2 util-linux openssl apache2-utils jq ca-certificates chromium fonts-dejavu-core man-db bash zsh fish docker.io containerd mmdebstrap runc crun fuse-overlayfs uidmap libcap2-bin'
# kubectl mostly comes from somebody else's archive; the distribution's is asked for only where there is none.
if ! command -v kubectl >/dev/null && apt-cache show kubernetes-client >/dev/null 2>&1; then
  packages="$packages kubernetes-client"
fi

missing=''
for package in $packages; do
  status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing="$missing $package"
done
if [ -z "$missing" ]; then
  echo 'All test programs are installed.'
  exit 0
fi

if [ "$(id -u)" -ne 0 ]; then
  echo "Root is needed to install:$missing" >&2
  exit 1
fi

# The tests start what they need in namespaces of their own: no service may start, or take a port, by being installed.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
  trap 'rm -f "$policy"' EXIT
fi

export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086 # a list of words on purpose
apt-get install --yes --no-install-recommends $missing || {
  apt-get update
  # shellcheck disable=SC2086
  apt-get install --yes --no-install-recommends $missing
}
