import { type ComponentProps, lazy, Suspense } from "react";
import { releasesText } from "../../../text/en/releases";
import type { BandChart } from "./band-chart";
import box from "./guard.module.css";
import css from "./release.module.css";

const words = releasesText.chart;

type Props = ComponentProps<typeof BandChart>;

/** The chart comes after the words; where its library cannot run, the sentence and the table say the same. */
const Drawn = lazy(() =>
  import("./band-chart")
    .then((module) => ({ default: module.BandChart }))
    .catch(() => ({ default: NoChart })),
);

function NoChart(_: Props) {
  return <p className={css.small}>{words.notDrawn}</p>;
}

export function Chart(props: Props) {
  return (
    <figure className={box.chart}>
      <Suspense>
        <Drawn {...props} />
      </Suspense>
    </figure>
  );
}
