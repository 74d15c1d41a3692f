/** Words that regdoctor's own texts are made of, in lower case. Made by `node scripts/vocabulary.mjs`; not to be edited. */
export const VOCABULARY: ReadonlySet<string> = new Set(
  `
aa aaaa aaaaaaaaaaaa abgelehnt able abort aborted about above absent absolute accept accepted accepts access
accesscontroller accessdenied accessdeniedexception accessible account acr act action actions active actively
actual ad add added adding additional additionalimagestores addr address addresses addrfamily adds adjust admin
admission admits advertise aes after again against agent ago agree agrees ahead airgap alarm alert algorithm alias
aliases alike alive aliyuncs all allocated allow allowed allowedrepos allows allproxy almalinux alone alpha alpine
alpinelinux already also alt alternative although alto altogether always amazonaws ambiguous amd64 among amqp amz
amzn an anchor anchors and anew annotation annotations anonymous another ansible answer answered answers any
anyone anything apache apart api apierror apiserver apiversion apk apkindex app apparmor appear append application
applied apply applying applylayer appropriate apps apptainer apr apt arch architecture archive archived are ares
arg args argument arguments argv arm arm64 armor around array arrived arrow artifact artifactnotfound artifactory
artifactregistry artifactresolution artifacts artifacttransfer artifacttype as ascii ask asked asker asking asks
assign assignments associated assumed assumes at attach attachvolume attempt attempting attempts attestations attr
attribute aucun audience audit aug auth authenticate authentication authfile authorities authority authorization
authorize authorized authorizedonly authorizer auths auto autolaunch autoload automount available awaiting away
aws az azurecr back backend backing backoff backup bad bar bare base base64 base64url baseline baseurl bash basic
basis batch bbbb be bearer because becomes been before begin beginning begins begun behave behaves behind being
belong belongs below beside besides best beta between big bigint billing bin binaries bind binding bindings binds
bindsto bintray bip bit bitnami bits blame blanks blob blobs blobupload block blocked blocking blocks blue
bluecoat bmpstring board bodies body bold bool boolean boot bootstrap border both bound bpf brackets branch
branches break breaks brew bridge bring brings broadcast broke broken brought browsers bsd btrfs bud budget buffer
bug build buildah builder building buildkit buildkitd builds buildx built bundle bundler bundles burnt bus busy
but by byte bytes ca cacert cache caddy calculate call called caller calling calls came can cancel cancelation
canceled cancelled candidate candidates cannot canonical cap capabilities capability capital captive cargo carried
carrier carries carry cas case cases cast cat catalog catalogue caught cause caused causes caveats cbc cd cdi cdn
ce cells center centos central cer cert certain certificate certificateexpired certificatenotyetvalid certificates
certification certify certpathbuilder certs cgi cgihttpproxy cgo cgroup cgroupfs cgroupns cgroups chacha20 chain
chains challenge challenged challenges change changed changes char character characters charset chart charts chats
check checked checker checking checkpoint checks checksum chemin child children chmod choice choose choosing
chosen chown chrony chronyc chroot chrootarchive chunk ci cidr cipher ciphers circle cisco claims class classic
clause clean cleaned cleanup clear cli client clients clock clocks clone cloning close closed closes cloud
cloudflare cluster cmd cmdline cn cncf cni co coat code codename codes collect collection colon colons color
colors column columns com combination come comes coming comm comma command commandline commands commas comment
comments commit commits committed common comp compadd compare compared compares compatible compdef compgen
compinit complain complete completing completion compliant component compopt compose composer compreply compressed
compression compset compute concurrent conda condahttperror condition conexión conf confidence config configfile
configmap configpath configs configuration configurations configure configured confines conflict conflicting
conflicts conmon conn connect connected connectex connecting connection connections connectivity connects
connecttimeout connexion const constraint constraints consumer contact contacted contain contained container
containerd containerenv containernetworking containerregistry containers containing contains content context
continue control controller controllers convenablement conversion convert cookie copied copies copy core corp
correct corresponding corrupt cors cosign could couldn count counted counter counterexamples counts cover covers
cp cpu crane crash crashed crashloopbackoff crates create created creating cred credential credentialprovider
credentials credhelpers creds credsstore credstore cri crictl crio critical crl cross crosses crt crun crypto ct
ctr ctrl cur curcontext cure cured curl current currentcontext currently curve cut cuts cword cyan czf da dac
daemon daemons daemonset damaged darwin data database date dates datetime days db dc dd dead deadline
deadlineexceeded deb debian debug dec decide decided decides deciding declare declared declares decode decoded
decoding decompression decrypting decryption deeper deeply default defaultenvironment defaults defined degraded
delay delays delegate delete deleted deletes demo denied denies depend dependenc dependencies depends deploy
deploying deployment deprecated depth der dereference des desc describe described description descriptor
descriptors desktop dest destination destinations detached detail details detect detected determining dev device
devices devmapper df dfsg dh diagnose diagnosed diagnosis diagnostic dial dialect dialed dialing did didn die diff
differ difference differences different differs dig digest digesting digests digit digits dim dir direct
directives directly directories directory dirs disable disabled disagree disagreement disallow disallowed discard
disk diskpressure disks disposition distant distribution div dkr dl dnf dns dnsclient dnserror dnsquery dnsserver
do docker dockercfg dockerconfigjson dockerd dockerenv dockerfile dockerreference dockershim docs doctype document
does doesn domain don done dot dots down download downloads draft draw driver drivername drivers drop dropped
drops ds dsa dualstack dummy dupe duplicate duration during eacces each eaddrnotavail eagain eai earlier early
east ebadname ebadresp ebusy ecdhe ecdsa echo econnrefused econnreset ecr ed edge edit edits edns0 edquot eexist
eff effect effective egg egress ehostunreach eio either el elastic elasticsearch elif elliptic eloop else
elsewhere email embedded emfile empties empty emulated en enable enabled enametoolong enclose enclosed encoded
encoding encountered encrypted encryption end ended ending endless endpoint endpoints ends enetunreach enforce
enforced enforces enforcing engine enodata enoent enospc enotdir enotfound enough enterprise entitlements entity
entitytoolarge entries entry enum env environ environment environmentfile envoy eof eol ep eperm ephemeral epipe
eq equal equals erasing erofs err errcode errdefs errimageneverpull errimagepull error errored errors es esac
escalation escape etc etcd ethers etimedout etimeout eu eval even events ever every everybody everything evicted
eviction evictionthreshold evidence exact exactly exactreference examine example examples exceed exceeded except
excepted exception exceptions exchange exclude excluded exec execa executable executor exempt exhausted exist
existing exists exit exited exp expect expected expecting experimental expired expiredtoken expires explain
explained explains explanation explicit explicitly exponent export expose express expressément ext extend extended
extends extension extensions external extra extract extracted extracting fact facts fail failed failedattachvolume
failedmount failedscheduling failing fails failure failures fallback fallen false family far fast fata fatal fault
fc fd feature features feb fedora fetch fetched fetcher fetcherror fetches fetching few fffd fffe fi field fields
file filenames files filesystem fill fills filter filtered final find finder finding findings finds fine
fingerprint finished firewall firewalls first fish fit fix fixed fixes flag flags flannel flavour flight float64
flows flux fluxcd follow followed following follows for forbidden forbids force forcepoint forcibly forgives
forgot form format formats formatted formed forms fortigate fortiguard fortinet forward forwarded found fowner
fragment free freebsd freediskspacefailed fresh fri friday from front frontend fruitful fruitless fs fsetid fsync
ftp ftpproxy ftype full fullchain funcstack function functions further fuse fused fusermount3 fwmark gai gain
gained galaxy gap garbage gatekeeper gates gateway gave gb gc gckeepstorage gcloud gcm gcpolicy gcr gem general
generalized generate generated generates generation generic genügend geschlossen get getaddrinfo getaddrinfow
getpath gets getting ghcr gi gid gids gim git github gitlab give given gives giving glibc global gm gmbh gmt go
goal goaway godebug goes going golang gone good goog google googlecontainertools goproxy got grace gradle grant
grants graph graphdriver grapheme graphroot green grep group groups grpc gshadow gt gu guess gyp gz gzip hackage
had hand handed handler handlers hands handshake handshakes hangs haproxy harbor has hash hashicorp hat have hc
hcsshim hdr head header headers heading health healthy hello helm help helped helper helpers helpful helps here
hergestellt hex hexadecimal hidden hide hides higher hint history hold holds home homepage honoured hook hooks hop
horizontal host hostaliases hostname hostnames hosts hour hours how hpe hr htm html htpasswd http
httpconnectionpool httpd httperror httpheaders httpparser httpproxy httpreadseeker httpresponse https
httpsconnectionpool httpsproxy httpstatus hub hup hyphen hypothetical hôte ia5string icc icr id identifier
identifiers identity identitytoken idle ids idtools ies if ifs ignore ignored ignores iis illegal image
imagegcfailed imageinspecterror imagepullbackoff images imageservice imagetagalreadyexists imageverifier img
imgpkg immediate immutable implemented import imported imports in inappropriate inc include included includes
incompatible incomplete incompleteread inconsistent incorrect incorrectly indent index indexes indowsfilter
infinity info inform information infra ing ingress inhibit init initialization initialized initializing initiating
inner inodes input inputs ins insecure insecureacceptanything insecured inside inspect inspecti inspection install
installation installations installed instant instead instruction insufficient int int64 integer intended
interactive interception interface intermediate intermediates internal interrupted into invalid invalidcontenttype
invalidimagename involved io ip ip6tables ipam ipc ipcns ips iptables ipv4 ipv6 is isolation issue issued issuer
issues issuing it item items its itself iv jan january java javax jdbc jdk jfrog jib jibdockerbuild jitter job
join joined journald jq js json jsonl jsonpath judge judged judgement judges jul july jun junit junk just jwt k0s
k0scontroller k0sworker k3d k3s k8s kafka kaniko kaspersky kata kb keep keeps keine kept kerberos kernel key
keychain keydata keylog keypair keypath keypaths keys kib kic kill killmode kind kinds kit know known knows ko
konnte krew kube kubeconfig kubectl kubelet kubernetes kyverno lab label labels labs lack lacks laid lan lang
language large larger largest last lasts late later latest latin1 latter layer layers lc lchown lead leads leaf
leap lease least leave leaves left legacy length less let lets letter letters level levels lfs lib lib64 libc
libcap libdocker libfuse libgcompat libimage libnetwork libnss libpod library libx license lie lies life lift like
likelier likeliest likely limit limitcore limited limitnofile limitnproc limits line lines link links linux list
listed listen listens listing listings lists little live lives llc load loaded loading local localdomain localhost
locally locate located location locations locator lock locked locks log logged logger logging logical login logins
logout logs long longer loo look looked looking looks lookup loop loopback lose loses lost lower lowercase
lowerdir ls lscr lt ltd ltn mac machine machines made mage main maint maintenance make makes makestep malformed
managed management manager managers manifest manifests many map mapped mapping mappings maps mar mariadb mark
markdown marked marks mask masked masq match matched matches matching matchrepository matter matters maven maven2
max maximum may mb mcafee mcr md md5 mdns me mean meaning meanings means meant meanwhile measured media mediatype
meet memcached memory merge merged message met meta metacopy metadata method metrics mi micro microk8s microsoft
middle middlebox migrates milliseconds min minimum mips64le mirror mirrored mirrorlist mirrors misbehaving
misconfigured mismatch mismatched miss misses missing misspelt mix mixed mixes mixing mjs mkdir mknod mm mnt moby
mod mode modified modprobe module modulus mon monday mongo more most mostly mount mounted mountinfo mounting
mountopt mounts mountvolume move moved moves mozilla mp ms msg mtu much multicast multiple musl must mutual mv my
myhostname mysql name named names nameserver nameservers namespace namespaced namespaces native ndots ne near
nearer nearest nearly need needed needs negative negotiate neither nerdctl nested net netconfpath netdns netgroup
netns netskope network networkplugin networks never new newer newgidmap newline newuidmap newuser next nexus nginx
ngx nice nicht nightly nil no nobody nodata node nodejs nodename nodes nofile non noname nondistributable none
noout noproxy nor norc normalise normalises normalize normalized nospace nosuchbucket not notafter notary
notbefore note notes nothing noticed notices notify notifyaccess notresolvable notvalidforname nov now nowhere npm
npmjs nproc nri ns nsname nss nsswitch ntlm ntp nu1301 nuget null num number numbers numeric nvcr nxdomain oauth
oauth2 oauth2accesstoken object observation observations obtain obtained oc occurred oci ocir ocker oct octet
octets odd of off offer offers official offline offset often oid ok ol old older on once one ones only oom
oomkilled oomscoreadjust op opaque opc open opencontainers opened opening openresty opens openssh openssl opensuse
opentofu operand operating operation operations opt option options opts or oras order ordinary org organization
origin os osrelease osxkeychain other others otherwise ou out outbound outcome outcomes outdated outer output
outputs outs outside over overall overflow overlapping overlaps overlay overlay2 overlayfs overlayutils overloaded
override overrides overruled oversized overwrite overwritten own owner owners owning owns pacct package packages
packagist packed packet packets pad page pages paint pair pairs palo panic par parallel parallelism parameter
parameters parent parents parse parsed parsers parses parsing part particular partnumber partof parts party pass
passed passenvironment passes passw passwd password passwords paste pasted pat patch path paths patience pattern
patterns pause payload peer peers pem pen people per perfmon perform perhaps period permanently permission
permissions permissive permitted persistentvolumeclaims person personal pid pidfile pidns ping pinging pinned
pinns pip pip3 pipe pipelining pivot pkg pki pkix place places plain plainhttp plan plane plans platform platforms
please plugin plugins pm png pnpm pod podman pods poetry point pointer points policies policy poly1305 pom pool
pools port portal ports position positive posix possible possibly post postgre postgres postgresql potentially
ppc64le precedence precondition predefined predicted prediction preemption prefix premature prematurely prepare
present presented presents pretty prettyjws prevent prevented primary print printed printf prints prior priority
private privilege privileged privileges privs probably probe probed prober probes problem problems proc process
processes processing processor prod product production products profile program programming programs progress
prohibited prohibits project prompt proof propagation properly properties property prose prospects protect
protection protects proto protocol protocols prove proven provide provided provider proxied proxies proxy
proxyconnect proxyerror ps psk psql psqlexception ptrace pub public publickey publish published pull pulled
pullimage pulling pulls purges purpose push pushed pushes pushing put puts py pyenv pypa pypi python pythonhosted
qa qop qps qualified quay queries query question quiet quota quotation quote quoted rabbitmq race raise raises
ramac ran rancher range ranges rate ratelimit raw rawio rbac rc rdnsequence re reach reachable reached reaches
read readable reader readiness reading readonly reads ready reagiert real reality really realm realms reason
reauthenticate received recognisers record recorded recoverable recursive recv red redact redacted redhat redirect
redirects redis ref reference referenced references referrers refers reformat refresh refusal refuse refused
refuses refusing refusée reg regarding regcred regctl regdoctor region register registr registries registry
registrytoken registryunavailable regular rehusada reject rejected rejects relativeurls release releases relies
reload remaining remains remap remapping remedies remedy remember remembered remembers remote remotedisconnected
remotehost remotes remoteurl removal remove removed removes removing rename render renegotiation renew renewed
renews reopen repeat repeatable repeated repeats replace replaced replaces replay replayed replays replica
replicas reply repo repomd report reports repos repositories repository repositorynotfound request requested
requesting requests requesttimetooskewed require required requirement requires requiresmountsfor res reset resets
resolution resolv resolve resolved resolver resolvers resolves resolving resort resource resources respond
response rest restart restarted restarting restartsec restore restrict restricted restriction restricts rests
result retired retries retrieve retry retrying return returned returns reusable reuse revoked rewrite rewrites
rewriting rewritten rf rfc rfc822name rhel richtig right rights riscv64 rke2 rm rmi ro robot rocky rogram role
rollout room root rootfs rootful rootless roots rotate round roundtrip route router routing row rows rpc rsa
rsapss rt ruby rubygems rule rules ruleset run runbook runbooks runc runcontainererror runner running runroot runs
runtime runtimes rust rustls rw rwx rwxrwxrwx répondu s390x s3aws safeexec said salt same san sandbox sans sarif
sat satisfied satisfy saturday save saved saving saw say says sbin scalar scale scanner scanning scheduler
scheduling schema schema1 schema2 schemastore schemaversion scheme schemes scope scopes score scouted scouts
scratch script scripts se search searched searches seccomp seclevel second seconds secret secrets secretservice
section secure security sed see seeker seem seems seen sees segment segments select selected selector self selinux
send sendable sender sending sends sent sentence sep separated separator seq sequence serial series serve server
servers serves servfail service serviceaccount services servname session set setcap setfcap setgid setpath setpcap
sets setting settings setuid setup setuptools setxattr several severity sh sha sha1 sha256 sha384 sha512 shadow
shaken shakes share shared shares shell shells shift shm short shorter shortnames should show showcerts shown
shows shut shutdown shutting sibling side sides sighup sigkill sign signal signature signaturedoesnotmatch
signatures signed signedidentity signing signs sigs sigsegv sigstore silent simple since single singularity sit
site size sizes ske skew skip skipping skips skopeo sks skt skv slash slashes sle sleep sles slice slip slow
slowly small smaller smallest snap snapshot snapshots snapshotter so sock socket sockettimeoutexception socks
socks5 socks5h software solve some somebody something soon sophos sortlist source sourced sources sp space span
speak speaking speaks spec special specified specifies specify specs spegel speicherplatz spelling spent spki
split spoken spr sql squid sr src srv ss ssh ssl sslerror sslexception sslhandshake sslhandshakeexception sslpeer
sslsocket sslv3 st stable stack stage stagger staging stale stalled stand standard standards stands star start
started starting startlimitburst startlimitinterval startlimitintervalsec starts stat state static status statuses
statusnotfound stay stayed stays stderr stdin stdout step steps still stood stop stopped stops storage store
stored storeerror stores storing str strategic stream strerror stretches strict strictest string stringify strings
strip struct style subdirectories subgid subids subject subjects subnet subnets subordinate subprocess subuid
succeed succeeded succeeds success successfully such suffix suitable suite suites sum summary sun sunday sunset
supervisor support supported supports sure suse sushi suspend suspended sv svc svg swarm switch switched symbol
symbolic syn sync syns syntax sys sysadmin syscall sysconfig sysctl sysctls syslog sysregistriesv2 sysregistry
system systemctl systemd table tables tag tags tail taint take taken takes talk tampered tap tar target task
tasksmax tb tbs tcp teapot tee tell telling tells template temporarily temporary tense term terminal terminated
termination terms terraform test text texts tgz than that the their them then there these they thin things thinks
third this those though three throttled throttlingexception through thrown thu thursday tib tie time timed
timedatectl timeout timeouts timeoutstartsec times timing ting title titled tls tls1 tls13 tlscacert tlscert
tlsclientconfig tlsconfig tlsconfigdir tlskey tlsv1 tlsverify tmp tmpdir tmpl to today together token tokens told
tolerations tomcat toml tomlarray tomlbare tomlinline tomlkey too took tool tools toomanyrequests top total
touches tr trace traefik traffic trailing transfer translate transport transports trap tree trials tried tries
trim trip trouble true trust trusted trusts try trying tsv ttl tty tue tuesday tumbleweed tunnel turns twice two
txt type typed types typeset typical tz ubuntu udp uid uidmap uids ulimit ulimits umask umbrella umount unable
unanswered unasked unauthenticated unauthorized unavailable unbound unbounded unchanged unchecked uncompressed
unconfigured unconfined und undecided undecodable undecoded undefined under underscore undici unexpected
unexpectedblobdigest unhandled unhealthy unicode unicorn uniform unimplemented unique unit units unix unknown
unknownhostexception unknownissuer unknowns unless unmarshal unmarshaling unobtainable unpack unpacked unpacking
unprivileged unproven unqualified unreachable unreached unread unreadable unrecognized unresolved unsafe unseen
unset unsetenvironment unshare unshift unspecified unstartable unsupported until untried untrusted unusable
unverified unzipped up update updated upgrade upload uploading uploads upper uppercase upperdir ups upstream uri
url urlblocked urlbuilder urlencoded urllib3 urlopen urls urn us usable usage usages use used user userid userinfo
userland username usernames userns users userxattr uses usevc using usr usual utc utctime utf utf16le utf8 util
utils utsns uuid uz v1alpha2 v1ping v1tomlconfig v1tomlregistries v2s1 v2s2 valid validate validating validation
validity value values vantage var variable variables variant vault vc verbatim verbindung verbindungsaufbau
verbose verdict verdicts verification verified verifier verifies verify verifying version versions verweigert
verweigerte very vfs via view views virtual virus visible vm vnd void volume volumemanager volumes vom vpn
vulnerability vx wait waiting waits wake walk walked walker want wanted wantedby wants warn warning warns was
wasted watch watches waterfall way ways web webhook webhooks websense wed wednesday week weight welcome well went
werden were west wget what whatever when where wherever whether which while white whitelist whiteout who whoami
whoever whole whose why widen widens wider width wikis wildcard wildcarded wildcards will wincred window windows
wins with withdrawn withheld within without wolfi won word words work workdir worked worker working works world
worse would writable write writer writes writing written wrong wrote wsaeacces wsaeconnaborted wsaeconnrefused
wsaeconnreset wsaehostunreach wsaetimedout wsahost wsarecv wsatry wsl www wx xattr xdg xfer xfs xminiostoragefull
xml xray xxxxx yaml yarn yellow yes yet you your yours yyyy zero zfs zielcomputer zlib zone zookeeper zscaler zsh
zypper zz 强迫关闭 拒绝连接 无法连接 没有到主机的路由 没有正确答复 由于目标计算机积极拒绝 积极拒绝`.split(/\s+/),
);
