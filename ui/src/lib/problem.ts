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

const within = ({ pointer }: Fault, place: string) =>
  pointer === place || pointer.startsWith(`${place}/`);

/** What is wrong at one place of what was sent, for the field that wrote it. */
export function faultAt(error: unknown, place: string): string | undefined {
  if (!(error instanceof Problem)) return undefined;
  const said = error.faults.filter((fault) => within(fault, place)).map(({ detail }) => detail);
  return said.join(" ") || undefined;
}

/** Whether all that is wrong is at these places. */
export function saidAt(error: unknown, places: string[]): boolean {
  if (!(error instanceof Problem) || error.faults.length === 0) return false;
  return error.faults.every((fault) => places.some((place) => within(fault, place)));
}

/** The words to show for anything thrown. */
export function problemText(error: unknown): string {
  if (error instanceof Problem) return error.detail || error.title;
  return error instanceof Error ? error.message : String(error);
}
