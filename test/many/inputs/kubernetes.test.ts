import { describe, expect, test } from 'vitest';
import { mentioned, told } from './mentioned.js';

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
  annotations:
    image: not/an-image
spec:
  template:
    metadata:
      labels: {app: web}
    spec:
      imagePullSecrets:
        - name: registry-login
        - name: spare
      initContainers:
        - name: migrate
          image: registry.example.com/shop/migrate:7
      containers:
        - name: web
          image: "registry.example.com/shop/web@sha256:${'a'.repeat(64)}"
          env: [{name: image, value: not/this}]
        - name: sidecar
          image: 'envoy:1'
      volumes:
        - name: model
          image: {reference: registry.example.com/models/small:2, pullPolicy: IfNotPresent}
        - name: scratch
          emptyDir: {}
`;

describe('images of Kubernetes objects', () => {
  test('containers of all sorts and image volumes, each with its object and line', () => {
    expect(told(DEPLOYMENT)).toEqual([
      '18: Deployment shop/web, init container migrate = registry.example.com/shop/migrate:7',
      `21: Deployment shop/web, container web = registry.example.com/shop/web@sha256:${'a'.repeat(64)}`,
      '24: Deployment shop/web, container sidecar = envoy:1',
      '27: Deployment shop/web, image volume model = registry.example.com/models/small:2',
    ]);
  });

  test('the pull secrets of the pod come with each', () => {
    expect(mentioned(DEPLOYMENT).map(({ pullSecrets }) => pullSecrets)).toEqual(
      Array.from({ length: 4 }, () => ['registry-login', 'spare']),
    );
  });

  test('a CronJob: two levels of templates', () => {
    expect(
      told(`apiVersion: batch/v1
kind: CronJob
metadata: {name: nightly}
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          containers: [{name: run, image: busybox:1}]
`),
    ).toEqual(['10: CronJob nightly, container run = busybox:1']);
  });

  test('what runs is told, what is reported back is not', () => {
    expect(
      told(`apiVersion: v1
kind: Pod
metadata: {name: p, namespace: a}
spec:
  containers: [{name: c, image: "app:1"}]
  ephemeralContainers: [{name: debugger, image: "busybox:2"}]
status:
  containerStatuses: [{name: c, image: "docker.io/library/app:1", imageID: "x"}]
`),
    ).toEqual(['5: Pod a/p, container c = app:1', '6: Pod a/p, ephemeral container debugger = busybox:2']);
  });

  test('a List names the object inside', () => {
    expect(
      told(`apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Pod
  metadata: {name: one}
  spec: {containers: [{name: c, image: a/b}]}
- apiVersion: apps/v1
  kind: DaemonSet
  metadata: {name: two, namespace: ns}
  spec: {template: {spec: {containers: [{image: c/d}]}}}
`),
    ).toEqual(['7: Pod one, container c = a/b', '11: DaemonSet ns/two, container = c/d']);
  });

  test('custom resources: pod templates wherever they are, Tekton steps, Argo templates', () => {
    expect(
      told(`apiVersion: serving.example.com/v1
kind: InferenceService
metadata: {name: llm}
spec: {predictor: {podTemplate: {spec: {containers: [{name: m, image: models/llm}]}}}}
---
apiVersion: tekton.dev/v1
kind: Task
metadata: {name: build}
spec: {steps: [{name: compile, image: golang}], sidecars: [{name: db, image: postgres}]}
---
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: wf-}
spec: {templates: [{container: {image: alpine}}, {script: {image: python, source: print(1)}}]}
`),
    ).toEqual([
      '4: InferenceService llm, container m = models/llm',
      '9: Task build, step compile = golang',
      '9: Task build, sidecar db = postgres',
      '14: Workflow wf-, container = alpine',
      '14: Workflow wf-, script = python',
    ]);
  });

  test('schemas, configuration and containers without an image name nothing', () => {
    expect(
      told(`apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: x}
spec: {versions: [{schema: {openAPIV3Schema: {properties: {containers: {items: {properties: {image: {type: string}}}}}}}}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: c}
data:
  pod.yaml: |
    containers: [{image: not/this}]
---
apiVersion: v1
kind: Pod
metadata: {name: image-comes-later}
spec: {containers: [{name: c}, {name: d, image: ""}, {name: e, image: }]}
`),
    ).toEqual([]);
  });

  test('JSON as kubectl writes it, with lines; several values in a row', () => {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p' },
      spec: { containers: [{ name: 'c', image: 'a/b' }] },
    };
    expect(told(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [pod, pod] }, null, 4))).toEqual([
      '15: Pod p, container c = a/b',
      '30: Pod p, container c = a/b',
    ]);
    expect(told(`${JSON.stringify(pod)}\n${JSON.stringify(pod)}\n`)).toEqual([
      '1: Pod p, container c = a/b',
      '2: Pod p, container c = a/b',
    ]);
    expect(told(JSON.stringify([pod]))).toEqual(['1: Pod p, container c = a/b']);
  });

  test('a value that is no text is said as such, and the rest goes on', () => {
    expect(
      told(`apiVersion: v1
kind: Pod
metadata: {name: p}
spec: {containers: [{name: c, image: 1.20}, {name: d, image: {repository: x}}, {name: e, image: fine}]}
`),
    ).toEqual([
      '4! the image of Pod p, container c is not text; write it in quotation marks',
      '4! the image of Pod p, container d is not text; write it in quotation marks',
      '4: Pod p, container e = fine',
    ]);
  });
});
