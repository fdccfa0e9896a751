const MOST_RETRY_AFTER_S = 300;

/** The server refuses the key: there is no point in asking again. */
export class RefusedError extends Error {
  constructor(status: number) {
    super(
      `The server refuses the SDK key (${status}); start again with a server key of this environment.`,
    );
  }
}

/** The server does not take connections now. */
export class UnavailableError extends Error {
  /** For how long it wants to be left alone, in milliseconds. */
  readonly retryAfter: number;

  constructor({ status, headers }: Response) {
    super(`the server answered ${status}`);
    const seconds = Number(headers.get("Retry-After")) || 0;
    this.retryAfter = Math.min(Math.max(seconds, 0), MOST_RETRY_AFTER_S) * 1000;
  }
}
