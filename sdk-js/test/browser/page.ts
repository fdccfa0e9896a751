import {
  type BrowserPlatform,
  browserPlatform,
  type PageEvent,
} from "../../src/platform/browser-platform.js";

/** What a client sees of a page, moved by a test; the network and the clock are real. */
export class Page {
  readonly texts = new Map<string, string>();
  visible = true;
  #listeners = new Set<(event: PageEvent) => void>();

  platform(): BrowserPlatform {
    return {
      ...browserPlatform(),
      texts: {
        read: (name) => this.texts.get(name) ?? null,
        write: (name, text) => this.texts.set(name, text),
        remove: (name) => this.texts.delete(name),
      },
      isVisible: () => this.visible,
      watch: (listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
    };
  }

  tell(event: PageEvent): void {
    this.visible = event !== "hidden" && event !== "left";
    for (const listener of this.#listeners) listener(event);
  }

  get listeners(): number {
    return this.#listeners.size;
  }
}
