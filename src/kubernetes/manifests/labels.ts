/** The label that our objects carry: it finds their pods. */
export const LABELS = { 'app.kubernetes.io/name': 'regdoctor' } as const;

/** `metadata` of one of our objects. */
export function metadata(name: string, namespace: string | null): object {
  return { name, ...(namespace === null ? {} : { namespace }), labels: LABELS };
}
