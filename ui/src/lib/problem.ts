/** One thing that is wrong with what was sent, and where in the document. */
export interface Fault {
  pointer: string;
  detail: string;
}

/** What the server answered instead of what was asked for (RFC 9457), or that it did not answer. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly faults: Fault[] = [],
    readonly current?: unknown,
  ) {
    super(detail || title);
    this.name = "Problem";
  }

  /** The environment takes no change without a reason, and none was given. */
  get wantsComment(): boolean {
    return this.faults.some(({ pointer }) => pointer === "/comment");
  }

  /** Someone else wrote first. */
  get stale(): boolean {
    return this.status === 412;
  }
}

/** The words to show for anything thrown. */
export function problemText(error: unknown): string {
  if (error instanceof Problem) return error.detail || error.title;
  return error instanceof Error ? error.message : String(error);
}
