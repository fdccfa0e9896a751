import type { ReactNode } from "react";
import { metricsText } from "../../text/en/metrics";

const words = metricsText.sources;

interface Source {
  counts: string;
  /** How a measurement gets here. */
  from(key: string): ReactNode;
}

const track = (key: string, value: string) => <code>{`track("${key}", context${value})`}</code>;

/** The kinds of metric, each with what counts and what reports it. */
export const sources: Record<string, Source> = {
  binary: { counts: words.unitsToWhichItHappened, from: (key) => track(key, "") },
  rate: { counts: words.howOftenItHappenedToEachUnit, from: (key) => track(key, "") },
  mean: { counts: words.theMeanOfWhatEachUnitMeasured, from: (key) => track(key, ", 31.4") },
  latency: { counts: words.millisecondsTheFirstOfEachUnit, from: (key) => track(key, ", 120") },
  prometheus: { counts: words.whatAQueryFinds, from: () => words.prometheus },
  otlp: { counts: words.whatApplicationsPush, from: () => words.openTelemetry },
  external: { counts: words.whatAnotherSystemSays, from: () => "POST …/verdicts" },
};
