import type { TextStorage } from "../platform/browser-platform.js";
import { type ReadValues, readClientValues } from "../wire/client-values.js";
import { parseJson } from "../wire/json.js";
import { isJsonObject, member } from "../wire/json-object.js";
import { textHash } from "./text-hash.js";

/** Of the form that follows; texts of another one are not read. */
const VERSION = 1;
const MOST_CHARACTERS = 256 * 1024;
const MOST_CONTEXTS = 5;

/**
 * The last known values, kept for the next page: of a few contexts, and none that is large. The contexts themselves are
 * not kept, only hashes that tell them apart.
 */
export class ValueStore {
  readonly #texts: TextStorage | null;
  readonly #place: string;

  /** @param place tells servers and keys apart */
  constructor(texts: TextStorage | null, place: string) {
    this.#texts = texts;
    this.#place = place;
  }

  /** What was kept for a context; null where nothing was that can be read. */
  read(context: string): ReadValues | null {
    const node = this.#parsed(this.#nameOf(context));
    return isJsonObject(node) && member(node, "version") === VERSION
      ? readClientValues(member(node, "values"))
      : null;
  }

  /** @param values as JSON */
  write(context: string, values: string): void {
    const name = this.#nameOf(context);
    const text = `{"version":${VERSION},"values":${values}}`;
    const fits = text.length <= MOST_CHARACTERS;
    const others = this.#names().filter((each) => each !== name);
    const names = fits ? [name, ...others] : others;
    for (const old of fits ? names.splice(MOST_CONTEXTS) : [name]) {
      this.#texts?.remove(old);
    }
    if (fits) {
      this.#texts?.write(name, text);
    }
    this.#texts?.write(this.#index, JSON.stringify(names));
  }

  #names(): string[] {
    const names = this.#parsed(this.#index);
    return Array.isArray(names)
      ? names.filter((each) => typeof each === "string" && each.startsWith(this.#index))
      : [];
  }

  get #index(): string {
    return `firstlight:${textHash(this.#place)}`;
  }

  #nameOf(context: string): string {
    return `${this.#index}:${textHash(context)}`;
  }

  #parsed(name: string): unknown {
    try {
      return parseJson(this.#texts?.read(name) ?? "");
    } catch {
      return null; // none, or somebody else wrote there
    }
  }
}
