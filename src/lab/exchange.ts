/** One request as the lab's servers see it; the whole body is read first. */
export interface LabRequest {
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export interface LabAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What a server of the lab does with a request. */
export type LabHandler = (request: LabRequest) => LabAnswer;

/** Asked before the registry: an answer ends the request, null lets it through. */
export type Gate = (request: LabRequest) => LabAnswer | null;

/** An answer with a body and headers of its own. */
export function answer(
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body: Buffer | string = '',
): LabAnswer {
  return { status, headers, body: Buffer.from(body) };
}

/** A JSON answer. */
export function jsonAnswer(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): LabAnswer {
  return answer(status, { 'content-type': 'application/json', ...headers }, JSON.stringify(value));
}

/** The error body of the distribution specification. */
export function errorAnswer(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): LabAnswer {
  return jsonAnswer(status, { errors: [{ code, message }] }, headers);
}
