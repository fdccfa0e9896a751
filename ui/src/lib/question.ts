import type { Json } from "./targeting";

/** Who asks; it is the address's, so that it can be sent to somebody. */
export interface Question {
  key?: string;
  region?: string;
  attributes?: string;
}

/** The context that a question describes; undefined where its attributes are no JSON object. */
export function contextOf({ key, region, attributes }: Question): Record<string, Json> | undefined {
  try {
    const more: Json = attributes?.trim() ? JSON.parse(attributes) : {};
    if (typeof more !== "object" || more === null || Array.isArray(more)) return undefined;
    return { ...(key && { targetingKey: key }), ...(region && { region }), ...more };
  } catch {
    return undefined;
  }
}
