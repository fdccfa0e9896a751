import type { BrowserPlatform } from "../platform/browser-platform.js";
import type { Asking } from "../source/asking.js";
import type { PageTelemetry, PageTelemetryConfig } from "./page-telemetry.js";

type News = (telemetry: PageTelemetry) => void;

const MOST_NEWS = 1_000;

/** Telemetry whose code is loaded only by pages that have some. What they say meanwhile waits. */
export class LazyTelemetry {
  #telemetry: PageTelemetry | null = null;
  #news: News[] = [];

  constructor(config: PageTelemetryConfig, platform: BrowserPlatform, asking: Asking) {
    import("./page-telemetry.js").then(
      (loaded) => {
        this.#telemetry = new loaded.PageTelemetry(config, platform, asking);
        for (const news of this.#news.splice(0)) {
          news(this.#telemetry);
        }
      },
      () => {}, // its code cannot be had: the page goes on without
    );
  }

  tell(news: News): void {
    if (this.#telemetry !== null) {
      news(this.#telemetry);
    } else if (this.#news.length < MOST_NEWS) {
      this.#news.push(news);
    }
  }
}
