import { AttributePath } from "./attribute-path.js";
import type { Context } from "./context.js";

/**
 * An attribute's value.
 *
 * @param name a name, or a path of names with dots into objects; a name that itself holds a dot is tried whole first
 * @returns boolean, string, number, list, object, or null where there is none
 */
export function attribute(context: Context, name: string): unknown {
  return new AttributePath(name).of(context);
}
