import type { Label } from '../label.js';
import type { Recogniser } from '../recogniser.js';

const LABEL: Label = 'not-a-registry-problem';

function foreign(
  what: string,
  source: string,
  anchors: readonly string[],
  pattern: RegExp,
  examples: readonly string[],
  unless?: RegExp,
): Recogniser {
  return {
    label: LABEL,
    weight: 60,
    anchors,
    pattern,
    why: what,
    source,
    examples,
    ...(unless === undefined ? {} : { unless }),
  };
}

/** What looks like a registry's fault and is somebody else's. */
export const FOREIGN: readonly Recogniser[] = [
  foreign(
    'The image is there; its program ends after the start.',
    'kubernetes pkg/kubelet',
    ['crashloopbackoff', 'restarting failed container', 'oomkilled', 'out of memory'],
    /crashloopbackoff|back-off \S+ restarting failed container|oomkilled|memory cgroup out of memory/i,
    ['Warning  BackOff  kubelet  Back-off restarting failed container', 'Reason: CrashLoopBackOff'],
    /errimagepull|imagepullbackoff|failed to pull/i,
  ),
  foreign(
    'The container was made and its program cannot be started.',
    'opencontainers/runc',
    [
      'oci runtime',
      'exec format error',
      'starting container process',
      'executable file not found',
      'container_linux.go',
      'runc create failed',
      'oci permission denied',
    ],
    /oci runtime (?:error|create failed|exec failed|state failed)|exec format error|starting container process caused|runc create failed|container_linux\.go:\d+/i,
    [
      'docker: Error response from daemon: OCI runtime create failed: starting container process caused: exec: "app": executable file not found in $PATH',
    ],
    /docker-credential/i,
  ),
  foreign(
    'A port or network of the container is the problem.',
    'moby libnetwork; containernetworking/cni',
    [
      'port is already allocated',
      'address already in use',
      'networkplugin',
      'failed to setup network',
      'failed to set up sandbox',
      'cni',
    ],
    /port is already allocated|bind: address already in use|networkplugin cni failed|failed to set ?up (?:network for )?sandbox(?! image)|cni plugin not initialized|failed to (?:create|find) (?:endpoint|plugin "[a-z-]+" in path)/i,
    [
      'driver failed programming external connectivity on endpoint web: Bind for 0.0.0.0:80 failed: port is already allocated',
    ],
  ),
  foreign(
    'No node takes the pod, or it was moved away.',
    'kubernetes scheduler, eviction manager',
    ['failedscheduling', 'nodes are available', 'evicted', 'evictionthreshold', 'diskpressure', 'disk-pressure'],
    /failedscheduling|\d+\/\d+ nodes are available|\bevicted\b|evictionthresholdmet|nodehasdiskpressure|had condition: \[/i,
    ['Warning  FailedScheduling  default-scheduler  0/3 nodes are available: 3 Insufficient cpu.'],
  ),
  foreign(
    'A volume, secret or config map of the pod is missing.',
    'kubernetes pkg/kubelet/volumemanager',
    ['mountvolume', 'failedmount', 'failedattachvolume', 'createcontainerconfigerror'],
    /mountvolume\.\w+ failed|failedmount|failedattachvolume|createcontainerconfigerror/i,
    ['MountVolume.SetUp failed for volume "config" : configmap "app" not found'],
  ),
  foreign(
    'A health check of a running container fails.',
    'kubernetes pkg/kubelet/prober',
    ['probe failed', 'unhealthy'],
    /(?:liveness|readiness|startup) probe (?:failed|errored)/i,
    [
      'Warning  Unhealthy  kubelet  Readiness probe failed: Get "http://10.1.0.4:8080/ready": dial tcp 10.1.0.4:8080: connect: connection refused',
    ],
  ),
  foreign(
    'A webhook of the cluster fails; it is asked by the API server, not by a registry client.',
    'kubernetes apiserver admission',
    ['webhook'],
    /failed calling webhook|failed to call webhook|conversion webhook/i,
    [
      'failed calling webhook "validate.example.com": failed to call webhook: Post "https://hook.default.svc:443/validate": x509: certificate signed by unknown authority',
    ],
  ),
  foreign(
    'The API server of the cluster cannot be reached.',
    'kubernetes kubectl',
    ['the connection to the server', 'unable to connect to the server', 'was refused - did you specify'],
    /the connection to the server \S+ was refused|unable to connect to the server:|couldn't get current server api group list/i,
    ['The connection to the server localhost:8080 was refused - did you specify the right host or port?'],
  ),
  foreign(
    'A package manager of JavaScript fails against its own registry.',
    'npm, yarn, pnpm',
    ['npm err', 'npm error', 'npm warn', 'yarn', 'pnpm', 'registry.npmjs', 'node-gyp'],
    /npm (?:err!|error|warn)|\byarn (?:error|install)|err_pnpm|registry\.(?:npmjs|yarnpkg)\.|node-gyp err/i,
    [
      'npm ERR! network request to https://registry.npmjs.org/left-pad failed, reason: connect ETIMEDOUT 203.0.113.5:443',
    ],
    /(?:register|extract) layer/i,
  ),
  foreign(
    'A package manager of Python fails against its own index.',
    'pypa/pip, setuptools',
    ['pip', 'pypi', 'egg_info', 'httpsconnectionpool', 'could not find a version', 'poetry', 'could not fetch url'],
    /\bpip3? (?:install|subprocess|is )|pypi|egg_info|could not find a version that satisfies|could not fetch url|could not install packages|no matching distribution/i,
    [
      'WARNING: Retrying after connection broken by SSLError: /simple/pip/ Could not fetch URL https://pypi.example.com/simple/pip/',
    ],
  ),
  foreign(
    'A build of Java fails against its artifact repository.',
    'apache/maven, gradle',
    [
      'could not transfer artifact',
      'could not resolve dependencies',
      'failed to read artifact',
      'could not resolve all',
      'could not get resource',
      'artifactresolution',
      'artifacttransfer',
    ],
    /could not transfer artifact|could not resolve (?:all )?(?:dependencies|artifacts|files)|failed to (?:read artifact|collect dependenc)|could not get resource '|artifact(?:resolution|transfer|notfound)exception|could not resolve depend/i,
    [
      'Could not transfer artifact org.example:lib:pom:1.0 from/to central (https://repo.example.com/maven2): Connection timed out',
    ],
  ),
  foreign(
    'git cannot reach its remote.',
    'git',
    [
      'fatal: unable to access',
      'cloning into',
      'git ftp',
      'fatal: could not read from remote',
      'git clone',
      'git fetch',
      'git pull',
      'git push',
      'ssh: connect to host',
      '.git/',
    ],
    /fatal: (?:unable to access|could not read from remote|repository ')|cloning into '|\bgit (?:ftp|clone|fetch|pull|push)\b|ssh: connect to host \S+ port \d+|\.git\/': /i,
    [
      "fatal: unable to access 'https://git.example.com/app.git/': SSL certificate problem: unable to get local issuer certificate",
    ],
  ),
  foreign(
    'A package manager of the system fails against its mirrors.',
    'apt, dnf, apk',
    [
      'archive.ubuntu',
      'deb.debian',
      'failed to fetch http',
      'temporary failure resolving',
      'apt-get',
      'err http',
      'err:',
      "could not resolve '",
      'dl-cdn.alpinelinux',
      'apkindex',
      'cannot download repomd',
      'failed to download metadata',
      'yum',
      'dnf',
    ],
    /failed to fetch https?:\/\/|temporary failure resolving '|\berr(?::\d+)? https?:\/\/\S+ \S+|could not resolve '[\w.-]+'|apkindex|dl-cdn\.alpinelinux|cannot download repomd|failed to download metadata for repo|process "\/bin\/sh -c [^\n]{0,400}(?:apt-get|apk|yum|dnf|curl|wget|pip|npm)/i,
    ["Err:1 http://archive.ubuntu.com/ubuntu jammy InRelease Temporary failure resolving 'archive.ubuntu.com'"],
  ),
  foreign(
    'Go cannot fetch a module.',
    'golang/go cmd/go',
    ['go: ', 'go.mod', 'sum.golang', 'proxy.golang'],
    /\bgo: (?:downloading |finding |github\.com|[\w.-]+\/\S+@v)|verifying module|go\.mod: |(?:sum|proxy)\.golang\.org/i,
    [
      'go: example.com/lib@v1.0.0: Get "https://proxy.golang.org/example.com/lib/@v/v1.0.0.mod": dial tcp 203.0.113.5:443: i/o timeout',
    ],
  ),
  foreign(
    'Terraform cannot reach its provider registry.',
    'hashicorp/terraform',
    ['registry.terraform', 'provider registry', 'available provider packages', 'terraform'],
    /registry\.terraform\.io|failed to query available provider packages|could not (?:query provider registry|retrieve the list of available versions for provider)|failed to install provider/i,
    ['Error: Failed to query available provider packages: could not connect to registry.terraform.io'],
  ),
  foreign(
    'A chart repository over HTTP is asked, not a registry.',
    'helm/helm pkg/repo',
    ['index.yaml', 'chart repository', 'not a valid chart repository'],
    /looks like "?https?:\/\/\S+"? is not a valid chart repository|unable to get an update from the "|\/index\.yaml/i,
    ['Error: looks like "https://charts.example.com" is not a valid chart repository or cannot be reached'],
  ),
  foreign(
    'A compiler, test or script failed.',
    'cargo, rubygems, make and others',
    ['crates.io', 'rubygems', 'bundler', 'composer', 'nuget', 'packagist', 'cargo'],
    /crates\.io|rubygems\.org|could not find gem|\bbundler: |nuget\.org|packagist|cargo (?:build|fetch|install)/i,
    ['error: failed to fetch `https://github.com/rust-lang/crates.io-index`'],
  ),
];
