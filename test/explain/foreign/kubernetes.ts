import type { Line } from './random.js';

/** Components of Kubernetes whose trouble, if any, is not with images. */
export const KUBERNETES: readonly Line[] = [
  (c) =>
    `I0301 10:00:00.${c.below(999999)}       1 controller.go:${c.below(999)}] "Reconciling" controller="${c.word}" namespace="${c.word}" name="${c.word}-${c.hex(5)}"`,
  (c) =>
    `E0301 10:00:00.${c.below(999999)}       1 leaderelection.go:${c.below(999)}] error retrieving resource lock kube-system/${c.word}: Get "https://10.96.0.1:443/apis/coordination.k8s.io/v1/namespaces/kube-system/leases/${c.word}?timeout=5s": context deadline exceeded`,
  (c) =>
    `E0301 10:00:00.${c.below(999999)}       1 reflector.go:${c.below(999)}] k8s.io/client-go/informers/factory.go:150: Failed to watch *v1.${c.word}: failed to list *v1.${c.word}: Get "https://10.96.0.1:443/api/v1/${c.word}s?limit=500": dial tcp 10.96.0.1:443: connect: connection refused`,
  (c) =>
    `E0301 10:00:00.${c.below(999999)}       1 reflector.go:${c.below(999)}] Failed to watch *v1.Secret: unknown (get secrets) is forbidden: User "system:serviceaccount:${c.word}:${c.word}" cannot list resource "secrets" in API group "" at the cluster scope`,
  (c) =>
    `E0301 10:00:00.${c.below(999999)}       1 authentication.go:${c.below(99)}] "Unable to authenticate the request" err="[x509: certificate has expired or is not yet valid: current time 2026-03-01T10:00:00Z is after 2026-02-28T00:00:00Z, verifying certificate SN=${c.below(99999)}]"`,
  (c) =>
    `W0301 10:00:00.${c.below(999999)}       1 dispatcher.go:${c.below(999)}] Failed calling webhook, failing open validate.${c.word}.example.com: failed calling webhook: Post "https://${c.word}.${c.word}.svc:443/validate?timeout=10s": x509: certificate signed by unknown authority`,
  (c) =>
    `I0301 10:00:00.${c.below(999999)}       1 httplog.go:${c.below(999)}] "HTTP" verb="GET" URI="/api/v1/namespaces/${c.word}/pods/${c.word}" latency="${c.below(99)}.${c.below(999)}ms" userAgent="kubectl/v1.31.0" srcIP="${c.address}:${c.below(65535)}" resp=${c.of(['200', '401', '403', '404', '409', '500'])}`,
  (c) =>
    `I0301 10:00:00.${c.below(999999)}    ${c.below(9999)} prober.go:${c.below(999)}] "Probe failed" probeType="Readiness" pod="${c.word}/${c.word}-${c.hex(9)}-${c.hex(5)}" podUID="${c.hex(8)}" containerName="${c.word}" probeResult="failure" output="Get \\"http://${c.address}:8080/ready\\": dial tcp ${c.address}:8080: connect: connection refused"`,
  (c) =>
    `E0301 10:00:00.${c.below(999999)}    ${c.below(9999)} pod_workers.go:${c.below(999)}] "Error syncing pod, skipping" err="failed to \\"StartContainer\\" for \\"${c.word}\\" with CrashLoopBackOff: \\"back-off 5m0s restarting failed container=${c.word} pod=${c.word}-${c.hex(5)}_${c.word}\\"" pod="${c.word}/${c.word}-${c.hex(5)}"`,
  (c) =>
    `{"level":"warn","ts":"${c.time}","caller":"etcdserver/util.go:${c.below(999)}","msg":"apply request took too long","took":"${c.below(999)}.${c.below(999)}ms","expected-duration":"100ms","prefix":"read-only range "}`,
  (c) =>
    `{"level":"warn","ts":"${c.time}","caller":"rafthttp/probing_status.go:${c.below(99)}","msg":"prober detected unhealthy status","remote-peer-id":"${c.hex(16)}","rtt":"0s","error":"dial tcp ${c.address}:2380: connect: connection refused"}`,
  (c) =>
    `[ERROR] plugin/errors: 2 ${c.word}.example.com. A: read udp ${c.address}:${c.below(65535)}->${c.address}:53: i/o timeout`,
  (c) =>
    `[INFO] ${c.address}:${c.below(65535)} - ${c.below(65535)} "A IN ${c.word}.${c.word}.svc.cluster.local. udp ${c.below(99)} false 512" ${c.of(['NOERROR', 'NXDOMAIN', 'SERVFAIL'])} qr,aa,rd ${c.below(200)} 0.000${c.below(999)}s`,
  (c) =>
    `I0301 10:00:00.${c.below(999999)}       1 event.go:${c.below(999)}] "Event occurred" object="${c.word}/${c.word}" kind="Deployment" apiVersion="apps/v1" type="Normal" reason="ScalingReplicaSet" message="Scaled up replica set ${c.word}-${c.hex(9)} to ${c.below(9)}"`,
  (c) =>
    `Warning  FailedScheduling  ${c.below(59)}s  default-scheduler  0/${c.below(9)} nodes are available: ${c.below(9)} Insufficient cpu, ${c.below(9)} Insufficient memory.`,
  (c) =>
    `Warning  FailedMount  ${c.below(59)}s  kubelet  MountVolume.SetUp failed for volume "${c.word}" : configmap "${c.word}" not found`,
  (c) =>
    `I0301 10:00:00.${c.below(999999)}    ${c.below(9999)} event.go:${c.below(999)}] "Event occurred" object="${c.word}/${c.word}-${c.hex(5)}" kind="Pod" type="Normal" reason="Pulled" message="Successfully pulled image \\"registry.example.com/${c.word}:${c.version}\\" in ${c.below(9)}.${c.below(999)}s"`,
  (c) =>
    `${c.clock} node${c.below(9)} containerd[${c.below(9999)}]: time="${c.time}" level=info msg="PullImage \\"registry.example.com/${c.word}:${c.version}\\" returns image reference \\"sha256:${c.hex(64)}\\""`,
  (c) =>
    `Normal  Pulled  ${c.below(59)}s  kubelet  Container image "registry.example.com/${c.word}:${c.version}" already present on machine`,
];
