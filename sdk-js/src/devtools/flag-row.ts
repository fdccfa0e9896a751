import type { Answer } from "../wire/client-values.js";
import { parseJson } from "../wire/json.js";
import { element, shown } from "./elements.js";

/** One flag in the table: what the server answers, and a field for what is to be answered instead. */
export class FlagRow {
  readonly element: HTMLTableRowElement;
  readonly #flag: string;
  readonly #override: (value: unknown) => void;
  readonly #value = element("code", {});
  readonly #why = element("small", {});
  readonly #field: HTMLInputElement | HTMLSelectElement;
  #answer: Answer | null;

  /** @param override is given what is to be answered, undefined for what the server answers */
  constructor(flag: string, answer: Answer | null, override: (value: unknown) => void) {
    this.#flag = flag;
    this.#answer = answer;
    this.#override = override;
    this.#field = typeof answer?.value === "boolean" ? choice() : text();
    this.#field.ariaLabel = `Override ${flag}`;
    this.#field.addEventListener("change", () => this.#changed());
    // Browsers differ in what is a change that a script helped with.
    this.#field.onkeydown = (event) => (event as KeyboardEvent).key === "Enter" && this.#changed();
    const cells = [
      element("th", { scope: "row" }, flag),
      element("td", {}, this.#value, this.#why),
      element("td", {}, this.#field),
    ];
    this.element = element("tr", {}, ...cells);
  }

  /**
   * Shows what there is now.
   *
   * @param answer the server's
   * @param override null where there is none
   */
  show(answer: Answer | null, override: Answer | null): void {
    this.#answer = answer;
    this.#value.textContent = answer === null ? "" : shown(answer.value);
    this.#why.textContent =
      answer === null
        ? "nothing is known of it"
        : `${answer.variant ?? answer.errorCode ?? ""} ${answer.reason}`;
    this.element.className = override === null ? "" : "overridden";
    if (!this.#field.matches(":focus")) {
      this.#field.value = override === null ? "" : written(override.value);
    }
  }

  #changed(): void {
    const text = this.#field.value;
    let value: unknown;
    try {
      value = text === "" ? undefined : this.#read(text);
      this.#field.ariaInvalid = null;
    } catch {
      this.#field.ariaInvalid = "true";
      return;
    }
    this.#override(value);
  }

  /** What was written, of the type that the flag has. */
  #read(text: string): unknown {
    const wanted = typeof this.#answer?.value;
    if (wanted === "string") {
      return text;
    }
    const value = parseJson(text);
    const known = this.#answer === null || this.#answer.errorCode !== null;
    if (value === null || Array.isArray(value) || (!known && typeof value !== wanted)) {
      throw new TypeError(`'${this.#flag}' has no such values.`);
    }
    return value;
  }
}

function written(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function choice(): HTMLSelectElement {
  const options = ["", "true", "false"].map((value) =>
    element("option", { value }, value === "" ? "the server's" : value),
  );
  return element("select", {}, ...options);
}

function text(): HTMLInputElement {
  return element("input", { type: "text", placeholder: "the server's" });
}
