import type { Guard } from "../../api/releases";
import { mean, percent, points, signedMean } from "../../text/format";

/** How the figures of a guard are written and drawn: shares of units in points of percent, means as they are. */
export interface Figures {
  /** What the differences are multiplied with in a chart. */
  scale: number;
  unit: string;
  /** The most that two arms can differ by, up to which an unbounded side is drawn; null where there is no most. */
  most: number | null;
  rate(value: number): string;
  difference(value: number): string;
}

const shares: Figures = {
  scale: 100,
  unit: "pp",
  most: 1,
  rate: (value) => percent(value, 2),
  difference: points,
};

const means: Figures = {
  scale: 1,
  unit: "",
  most: null,
  rate: mean,
  difference: signedMean,
};

export const figuresOf = ({ kind }: Pick<Guard, "kind">): Figures =>
  kind === "mean" ? means : shares;
