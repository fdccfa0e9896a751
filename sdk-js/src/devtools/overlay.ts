import type { BrowserClient } from "../client/browser-client.js";
import { element, shown } from "./elements.js";
import { FlagRow } from "./flag-row.js";
import type { Overrides } from "./overrides.js";
import { STYLE } from "./style.js";
import type { Tap } from "./tap.js";

/** What is seen of the tools: a button, and behind it the flags and what was evaluated. */
export class Overlay {
  readonly #client: BrowserClient;
  readonly #overrides: Overrides;
  readonly #tap: () => Tap;
  readonly #host = document.createElement("firstlight-devtools");
  readonly #button = element("button", { type: "button", textContent: "Flags" });
  readonly #panel = element("section", { id: "panel", hidden: true, ariaLabel: "Feature flags" });
  readonly #status = element("p", {});
  readonly #search = element("input", { type: "search", placeholder: "Find", ariaLabel: "Find" });
  readonly #which = element("button", { type: "button", textContent: "Evaluations" });
  readonly #table = element("table", {});
  readonly #rows = new Map<string, FlagRow>();
  #isDue = false;

  /** @param tap there when it is first asked for */
  constructor(client: BrowserClient, overrides: Overrides, tap: () => Tap) {
    this.#client = client;
    this.#overrides = overrides;
    this.#tap = tap;
    const shadow = this.#host.attachShadow({ mode: "open" });
    const style = new CSSStyleSheet();
    style.replaceSync(STYLE);
    shadow.adoptedStyleSheets = [style];
    const reset = element("button", { type: "button", textContent: "Remove overrides" });
    this.#panel.append(
      element("header", {}, this.#status, this.#search, this.#which, reset),
      this.#table,
    );
    shadow.append(this.#panel, this.#button);
    this.#button.ariaExpanded = "false";
    this.#button.setAttribute("aria-controls", "panel");
    this.#which.ariaPressed = "false";
    this.#button.onclick = () => this.#open(this.#panel.hidden === true);
    this.#which.onclick = () => this.#turn();
    this.#search.oninput = () => this.later();
    reset.onclick = () => {
      for (const flag of overrides.flags()) {
        tap().override(flag, undefined);
      }
      this.later();
    };
    this.#host.onkeydown = ({ key }) => key === "Escape" && this.#open(false);
    document.body.append(this.#host);
    this.later();
  }

  /** Shows what there is now, before the next frame: also where an evaluation is what has something rendered. */
  later(): void {
    if (!this.#isDue) {
      this.#isDue = true;
      requestAnimationFrame(() => {
        this.#isDue = false;
        this.#show();
      });
    }
  }

  close(): void {
    this.#host.remove();
  }

  #open(open: boolean): void {
    this.#panel.hidden = !open;
    this.#button.ariaExpanded = String(open);
    (open ? this.#search : this.#button).focus();
    this.later();
  }

  #turn(): void {
    this.#which.ariaPressed = String(this.#which.ariaPressed !== "true");
    this.later();
  }

  #show(): void {
    const count = this.#overrides.flags().length;
    this.#button.textContent = count === 0 ? "Flags" : `Flags, ${count} overridden`;
    if (this.#panel.hidden) {
      return;
    }
    const { state, reason } = this.#client.status();
    this.#status.textContent = `${state}: ${reason}`;
    const find = this.#search.value.toLowerCase();
    const rows = this.#which.ariaPressed === "true" ? this.#evaluated(find) : this.#flags(find);
    // Only where they are others: whoever writes into one keeps the place.
    const same =
      rows.length === this.#table.rows.length &&
      rows.every((row, i) => row === this.#table.rows[i]);
    if (!same) {
      this.#table.replaceChildren(...rows);
    }
  }

  #flags(find: string): HTMLElement[] {
    const answers = this.#client.answers();
    const known = new Set([...answers.keys(), ...this.#overrides.flags()]);
    const flags = [...known].filter((flag) => flag.toLowerCase().includes(find)).sort();
    return flags.map((flag) => {
      const answer = answers.get(flag) ?? null;
      const row =
        this.#rows.get(flag) ??
        new FlagRow(flag, answer, (value) => {
          this.#tap().override(flag, value);
          this.later();
        });
      this.#rows.set(flag, row);
      row.show(answer, this.#overrides.answer(flag));
      return row.element;
    });
  }

  #evaluated(find: string): HTMLElement[] {
    return this.#tap()
      .log.filter(({ flag }) => flag.toLowerCase().includes(find))
      .map(({ flag, evaluation, at, count }) => {
        const { value, variant, reason, errorCode, errorMessage } = evaluation;
        const times = count === 1 ? "" : ` ×${count}`;
        const why = [variant, reason, errorCode, errorMessage].filter((each) => each !== null);
        return element(
          "tr",
          {},
          element("th", { scope: "row" }, flag, element("small", {}, at.toLocaleTimeString())),
          element("td", {}, element("code", {}, shown(value)), times),
          element("td", {}, why.join(" ")),
        );
      });
  }
}
