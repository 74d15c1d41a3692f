import type { Recogniser } from '../recogniser.js';
import { foreign } from './foreign.js';

/** A pull in the same line is not to be talked away. */
const PULLS = /errimagepull|imagepullbackoff|failed to pull|pull and unpack|pulling image "[^"]+": (?!.*exit)/i;

/** What goes wrong in a cluster once the image is there, or before anybody asks for it. */
export const FOREIGN_PODS: readonly Recogniser[] = [
  foreign(
    'The image is there; its program ends after the start.',
    'kubernetes pkg/kubelet',
    [
      'crashloopbackoff',
      'restarting failed container',
      'oomkilled',
      'memory cgroup out of memory',
      'runcontainererror',
    ],
    /crashloopbackoff|back-off (?:\S+ )?restarting failed container|oomkilled|memory cgroup out of memory|runcontainererror/i,
    ['Warning  BackOff  kubelet  Back-off restarting failed container', 'Reason: CrashLoopBackOff'],
    PULLS,
  ),
  foreign(
    'A port or network of the container is the problem.',
    'moby libnetwork; containernetworking/cni',
    [
      'port is already allocated',
      'address already in use',
      'networkplugin',
      'network plugin',
      'setup network for sandbox',
      'set up sandbox',
      'set up network for sandbox',
      'setup sandbox',
      'cni plugin',
      'cni config',
      'failed to find plugin',
      'failed to create endpoint',
    ],
    /port is already allocated|bind: address already in use|networkplugin cni failed|failed to set ?up (?:network for )?sandbox(?! image)|cni (?:plugin|config)[^\n]{0,20}(?:not initialized|uninitialized)|network plugin is not ready|failed to find plugin "[a-z-]+" in path|failed to create endpoint/i,
    [
      'driver failed programming external connectivity on endpoint web: Bind for 0.0.0.0:80 failed: port is already allocated',
    ],
  ),
  foreign(
    'No node takes the pod, or it was moved away.',
    'kubernetes scheduler, eviction manager',
    [
      'failedscheduling',
      'nodes are available',
      'evicted',
      'evictionthreshold',
      'diskpressure',
      'had condition: [',
      'freediskspacefailed',
      'imagegcfailed',
      'preemption is not helpful',
    ],
    /failedscheduling|\d{1,5}\/\d{1,5} nodes are available|\bevicted\b|evictionthresholdmet|nodehasdiskpressure|had condition: \[|freediskspacefailed|imagegcfailed|preemption is not helpful/i,
    ['Warning  FailedScheduling  default-scheduler  0/3 nodes are available: 3 Insufficient cpu.'],
  ),
  foreign(
    'A volume, secret or config map of the pod is missing.',
    'kubernetes pkg/kubelet/volumemanager',
    [
      'mountvolume.',
      'failedmount',
      'failedattachvolume',
      'attachvolume.',
      'createcontainerconfigerror',
      'unable to attach or mount volumes',
      'unbound immediate persistentvolumeclaims',
    ],
    /(?:mount|attach)volume\.\w+ failed|failedmount|failedattachvolume|createcontainerconfigerror|unable to attach or mount volumes|unbound immediate persistentvolumeclaims/i,
    ['MountVolume.SetUp failed for volume "config" : configmap "app" not found'],
  ),
  foreign(
    'A health check of a running container fails.',
    'kubernetes pkg/kubelet/prober',
    ['probe failed', 'probe errored'],
    /(?:liveness|readiness|startup|http) probe (?:failed|errored)/i,
    [
      'Warning  Unhealthy  kubelet  Readiness probe failed: Get "http://10.1.0.4:8080/ready": dial tcp 10.1.0.4:8080: connect: connection refused',
    ],
  ),
  foreign(
    'A webhook or extension of the cluster fails; it is asked by the API server, not by a registry client.',
    'kubernetes apiserver admission',
    ['calling webhook', 'call webhook', 'conversion webhook'],
    /failed calling webhook|failed to call webhook|conversion webhook/i,
    [
      'failed calling webhook "validate.example.com": failed to call webhook: Post "https://hook.default.svc:443/validate": x509: certificate signed by unknown authority',
    ],
    /denied the request/i,
  ),
  foreign(
    'The API server of the cluster cannot be reached, or does not let this user in.',
    'kubernetes kubectl',
    [
      'the connection to the server',
      'unable to connect to the server',
      'api group list',
      'kubernetes cluster unreachable',
      'logged in to the server',
      'error from server (',
      'failed to list *v1.',
      'failed to watch *v1.',
    ],
    /the connection to the server \S+ was refused|unable to connect to the server:|couldn't get current server api group list|kubernetes cluster unreachable|logged in to the server|error from server \((?:forbidden|notfound|internalerror|timeout|serviceunavailable|alreadyexists|badrequest|unauthorized)\)|failed to (?:list|watch) \*v1\./i,
    ['The connection to the server localhost:8080 was refused - did you specify the right host or port?'],
    /denied the request|image policy webhook|trying and failing to pull|failed to pull|pull image/i,
  ),
  foreign(
    'The kubelet was told never to pull, and the image is not on the node.',
    'kubernetes pkg/kubelet/images: ErrImageNeverPull',
    ['errimageneverpull', 'pull policy of never'],
    /errimageneverpull|not present with pull policy of never/i,
    ['Container image "app:1" is not present with pull policy of Never'],
  ),
];
