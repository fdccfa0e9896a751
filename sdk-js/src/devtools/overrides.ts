import { type Answer, readAnswer } from "../wire/client-values.js";
import { parseJson } from "../wire/json.js";
import { isJsonObject } from "../wire/json-object.js";

const NAME = "firstlight:overrides";

/** Values in place of the server's, kept for this tab until it is closed. */
export class Overrides {
  readonly #storage: Pick<Storage, "getItem" | "setItem"> | null;
  /** The same object for as long as it is the same override, as a client's answers are. */
  readonly #answers = new Map<string, Answer>();

  /** @param storage null where there is none: then they last as long as the page */
  constructor(storage: Pick<Storage, "getItem" | "setItem"> | null) {
    this.#storage = storage;
    for (const [flag, value] of Object.entries(this.#kept())) {
      this.#put(flag, value);
    }
  }

  /** Null where a flag has none. */
  answer(flag: string): Answer | null {
    return this.#answers.get(flag) ?? null;
  }

  /** The flags that have one. */
  flags(): string[] {
    return [...this.#answers.keys()];
  }

  /** @param value boolean, string, number or object; undefined takes the override away */
  set(flag: string, value: unknown): void {
    if (value === undefined) {
      this.#answers.delete(flag);
    } else {
      this.#put(flag, value);
    }
    const values = [...this.#answers].map(([key, answer]) => [key, answer.value]);
    try {
      this.#storage?.setItem(NAME, JSON.stringify(Object.fromEntries(values)));
    } catch {
      // Full, or not allowed: they last as long as the page.
    }
  }

  #put(flag: string, value: unknown): void {
    const answer = readAnswer({ value, variant: "override", reason: "STATIC" });
    if (answer !== null && answer.errorCode === null) {
      this.#answers.set(flag, answer);
    }
  }

  #kept(): Readonly<Record<string, unknown>> {
    try {
      const node = parseJson(this.#storage?.getItem(NAME) ?? "{}");
      return isJsonObject(node) ? node : {};
    } catch {
      return {}; // somebody else wrote there
    }
  }
}
