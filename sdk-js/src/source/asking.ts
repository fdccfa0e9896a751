/** For whom values are asked, as it is sent. */
export interface Asking {
  /** The context as JSON. */
  readonly context: string;
  /** What proves to a server in secure mode that the context is meant; null where nothing does. */
  readonly hash: string | null;
}

/** @returns null where the context is nothing that JSON can say, such as an object that holds itself */
export function askingOf(
  context: Readonly<Record<string, unknown>>,
  hash: string | null,
): Asking | null {
  try {
    const json: unknown = JSON.stringify(context);
    return typeof json === "string" && json.startsWith("{") ? { context: json, hash } : null;
  } catch {
    return null;
  }
}

export function isSame(one: Asking, other: Asking): boolean {
  return one.context === other.context && one.hash === other.hash;
}
