/** What the prediction process answers for a case: plan and replay's walk, as plain data. */
export interface Prediction {
  readonly version: string;
  readonly outcome: 'ok' | 'fail' | 'unknown';
  readonly ms: number;
  readonly bound: 'exact' | 'atLeast' | 'unbounded';
  /** The client's own error as predicted, or why nothing could be told. */
  readonly says: string;
  readonly attempts: readonly PredictedAttempt[];
}

/** One attempt of the walk (src/replay/walk.ts: Attempt). */
export interface PredictedAttempt {
  readonly id: number;
  readonly parent: number | null;
  readonly step: string;
  readonly method: string | null;
  readonly url: string | null;
  readonly address: string | null;
  readonly outcome: string;
  readonly status: number | null;
  readonly startMs: number;
  readonly ms: number;
  readonly retry: number;
  /** As recording.ts: Credential. */
  readonly credential: string | null;
  /** It was sent, whatever came of it. */
  readonly sent: boolean;
}

/** A line to the prediction process. */
export interface PredictionRequest {
  readonly client: string;
  readonly reference: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly tlsVerify: boolean | null;
  readonly credentials: string | null;
}
