/** Words by which a text shows that it is about images and their registries. */
const REGISTRY = [
  String.raw`(?<!/api)/v[12]/(?:_ping|users|_catalog|repositories|images|token|[\w.-]+(?:/[\w.-]+){0,12}/(?:manifests|blobs|tags)\b)`,
  String.raw`/v2/?(?=["':\s]|$)`,
  String.raw`\b(?:manifest|blob|name)[ _]unknown\b|\breading manifest \S{1,128} in\b`,
  String.raw`\b(?:docker|oci|containers-storage|docker-archive)://\w`,
  String.raw`\b(?:imagepullbackoff|errimagepull|errimageneverpull|imageinspecterror|registryunavailable|pullimage|invalidimagename)\b`,
  String.raw`\b(?:pull|push|fetch|copy|resolv|unpack|download)(?:ing|ed|e)? (?:and unpack(?:ing)? )?(?:the |a |docker |container |remote |base |sandbox |source |system |kic |operand )?(?:image|reference|manifest|blob|layer)s?\b`,
  String.raw`\b(?:docker|podman|buildah|skopeo|crictl|nerdctl|ctr|crane|kaniko|oras|helm|img|jib|ko|regctl|cosign|imgpkg|apptainer|singularity)(?:-compose| compose| image| images| buildx| registry| manifest| artifact)? (?:-\S+ )*(?:pull|push|login|build|run|up|create|copy|inspect|list-tags|bud|from|cp|validate|append)\b`,
  String.raw`\b(?:container|docker|image|oci|private|local|insecure|mirror|remote) registr(?:y|ies)\b`,
  String.raw`\bregistry-1\.docker\.io\b|\bregistry\.hub\.docker\.com\b|\btools\.jib\b|\bcontainer image\b|\bindex\.docker\.io\b|\bauth\.docker\.io\b|\bproduction\.cloudflare\.docker\.com\b|\bghcr\.io\b|\bquay\.io\b|\bgcr\.io\b|\bregistry\.k8s\.io\b|\bk8s\.gcr\.io\b|\bmcr\.microsoft\.com\b|\bpkg\.dev\b|\bdkr\.ecr\.|\.azurecr\.io\b|\bpublic\.ecr\.aws\b|\bregistry\.gitlab\.com\b|\bnvcr\.io\b|\blscr\.io\b|\bregistry\.(?:access\.)?redhat\.(?:com|io)\b|\bdocker\.elastic\.co\b|\bdocker\.com\b|\bdocker\.io\b|\.aliyuncs\.com\b|\bbintray\.io\b|\bocir\.io\b|\bicr\.io\b`,
  String.raw`\bhttps?://(?:harbor|docker|registry(?!\.(?:npm|yarn|terraform|opentofu)))[\w-]*[.:]|\b(?:harbor|artifactory|jfrog)\b[^\n]{0,80}\b(?:docker|image|push|pull)`,
  String.raw`(?<!//[\w.-]{1,80}):500[0-9]/[a-z]|:500[0-9]/v[12]\b`,
  String.raw`\bimage[- ]?pull\b|\bpull secret|\b(?:build|push|pull|base) image\b|\bimage build\b|\bbase image\b|\bregistry login\b|\b(?:docker|login|kaniko|jib|container)[- ](?:action|plugin|registry)\b|\bjib[- ](?:maven|gradle)|\bjibdockerbuild\b|(?:^|\s)docker: `,
  String.raw`\b(?:httpreadseeker|failed to resolve (?:source metadata|reference|image)|failed to pull|failed to push|failed to do request: (?:head|get)|trying next host|load metadata for|pinging (?:container|docker) registry|initializing source|error response from daemon: (?:get|head|error|pull|manifest|login)|the push refers to)\b`,
  String.raw`\b(?:containerd|dockerd|cri-o|crio|buildkitd|rancher|kubelet)\[\d+\]`,
  String.raw`\bdaemon\.json\b|\bhosts\.toml\b|\bregistries\.(?:conf|yaml)\b|\bcerts\.d\b|\bpolicy\.json\b|\bauth\.json\b|\.docker/config\.json`,
  String.raw`\bsha256:[0-9a-f]{12,64}\b`,
  String.raw`\b(?:register|extract|apply) layer\b|\b(?:pull|download) complete\b|\bextracting \[`,
  String.raw`\btrying to pull \S+\.\.\.|\bparsing image configuration\b|\bfetching blob\b|\bregistry/v2/blobs/|\berror parsing image name\b`,
  String.raw`\bunable to find image\b|\bimage pull\b|\bpulling from\b|\bpulling repository\b|\bget(?:ting)? tags from registry\b|\bimage setup failed\b`,
].join('|');

const REGISTRY_PATTERN = new RegExp(REGISTRY, 'i');

/** True where a text (plain) is about images and registries. */
export function isAboutRegistries(text: string): boolean {
  return REGISTRY_PATTERN.test(text);
}
