/** What the container image has: BusyBox, the shell, and the packages installed beside them. */
export const IN_THE_IMAGE: readonly string[] = [
  // The shell and BusyBox.
  ...['apk', 'base64', 'cat', 'command', 'cp', 'cut', 'date', 'dd', 'df', 'du', 'echo', 'env', 'export', 'getent'],
  ...['grep', 'head', 'hwclock', 'id', 'install', 'ls', 'mkdir', 'mv', 'nc', 'od', 'pidof', 'ping', 'printenv'],
  ...['printf', 'sha256sum', 'stat', 'sysctl', 'tr', 'uname', 'unset', 'unshare', 'update-ca-certificates'],
  // Packages.
  ...['buildah', 'podman', 'skopeo', 'curl', 'openssl', 'dig', 'jq', 'ip', 'ss', 'regdoctor'],
];

/** Clients and their helpers, which are where they are used. */
export const CLIENTS: readonly string[] = [
  ...['containerd', 'crictl', 'ctr', 'docker', 'docker-credential-pass', 'kubectl', 'registry'],
  ...['aws', 'az', 'gcloud', 'oc'],
];

/** What a node or a laptop has, and a container has not. */
export const ON_A_NODE: readonly string[] = [
  ...['chronyc', 'iptables', 'journalctl', 'systemctl', 'timedatectl', 'update-ca-trust', 'usermod'],
];
