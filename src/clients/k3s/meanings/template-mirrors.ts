/** Lines of a template looked at: real ones have a hundred. */
const MOST_LINES = 10_000;
const HEADER =
  /^\s*\[\s*plugins\.(?:(cri)|"(io\.containerd\.[\w.]+)"|'(io\.containerd\.[\w.]+)')\.registry\.mirrors\.(?:"([^"]+)"|'([^']+)'|([\w-]+))\s*\]/;

/** A table of mirrors as it stands in a template, without its directives. */
export interface WrittenMirror {
  /** Name of the plugin in its header: `cri`, `io.containerd.grpc.v1.cri`. */
  readonly plugin: string;
  readonly registry: string;
  /** Of the header, 1-based. */
  readonly line: number;
  /** Of `endpoint` below it; null: none. */
  readonly endpointLine: number | null;
}

/** Tables of mirrors by their headers: a template is no TOML, so that its lines are read one by one. Those with a directive in their name are left out. */
export function writtenMirrors(text: string): readonly WrittenMirror[] {
  const lines = text.split('\n').slice(0, MOST_LINES);
  return lines.flatMap((header, index): WrittenMirror[] => {
    const [, short, double, single, ...names] = HEADER.exec(header) ?? [];
    const registry = names.find((name) => name !== undefined);
    const plugin = short ?? double ?? single;
    if (registry === undefined || plugin === undefined || registry.includes('{{')) return [];
    const below = lines.slice(index + 1);
    const end = below.findIndex((line) => /^\s*\[/.test(line));
    const at = below.slice(0, end === -1 ? undefined : end).findIndex((line) => /^\s*endpoint\s*=/.test(line));
    return [{ plugin, registry, line: index + 1, endpointLine: at === -1 ? null : index + 2 + at }];
  });
}
