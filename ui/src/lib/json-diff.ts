import type { Json } from "./targeting";

export interface Difference {
  /** A JSON pointer (RFC 6901). */
  pointer: string;
  before?: Json;
  after?: Json;
}

const isObject = (json: Json | undefined): json is { [name: string]: Json } =>
  typeof json === "object" && json !== null && !Array.isArray(json);

/** Where two documents differ; lists are compared as a whole. */
export function jsonDifferences(
  before: Json | undefined,
  after: Json | undefined,
  at = "",
): Difference[] {
  if (isObject(before) && isObject(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) => {
      const step = name.replaceAll("~", "~0").replaceAll("/", "~1");
      return jsonDifferences(before[name], after[name], `${at}/${step}`);
    });
  }
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ pointer: at, before, after }];
}
