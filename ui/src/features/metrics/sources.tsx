import type { ReactNode } from "react";

interface Source {
  counts: string;
  /** How a measurement gets here. */
  from(key: string): ReactNode;
}

const track = (key: string, value: string) => <code>{`track("${key}", context${value})`}</code>;

/** The kinds of metric, each with what counts and what reports it. */
export const sources: Record<string, Source> = {
  binary: { counts: "units to which it happened", from: (key) => track(key, "") },
  rate: { counts: "how often it happened to each unit", from: (key) => track(key, "") },
  mean: { counts: "the mean of what each unit measured", from: (key) => track(key, ", 31.4") },
  latency: { counts: "milliseconds, the first of each unit", from: (key) => track(key, ", 120") },
  prometheus: { counts: "what a query finds", from: () => "Prometheus" },
  external: { counts: "what another system says", from: () => "POST …/verdicts" },
};
