/** JSON, logfmt, klog, syslog, web servers, events of Kubernetes, a time with a level. */
const RECORD =
  /^(?:\{|time="|[EWIFD]\d{4} \d\d:|\w{3} +\d{1,2} \d\d:\d\d:\d\d |\d{1,3}(?:\.\d{1,3}){3} |\[?\w{3} \w{3} \d\d |\[(?:error|warn|info|debug|fatal)|(?:\S{1,20} )?(?:normal|warning) [a-z]{1,40} (?:\S{1,40} ){0,5}?(?:kubelet|pod\/)|\[?\d{4}[-/]\d\d[-/]\d\d[T ][\d:.,]{5,20}\S{0,8} {1,4}(?:\S{1,80} {1,4}){0,3}?\[?(?:trace|debug|info|notice|warn|warning|error|err|crit|critical|fatal|log)\b)/i;

/**
 * True for a record of a log that a service wrote. It speaks for itself: what the lines around it are about says nothing of it. Output of
 * commands is different: it belongs together.
 * @param text one line, without its wrapping.
 */
export function isRecord(text: string): boolean {
  return RECORD.test(text);
}
