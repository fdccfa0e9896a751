import {
  BUCKETS,
  moved,
  ranges as rangesOf,
  setWeight,
  type Weight,
  weights,
} from "../../../lib/split";
import type { Range } from "../../../lib/targeting";
import { flagsText } from "../../../text/en/flags";
import { percent, share } from "../../../text/format";
import css from "./editor.module.css";

const words = flagsText.splitSlider;

interface Props {
  label: string;
  variants: string[];
  ranges: Range[];
  /** What is served now; against it, moves are counted. */
  before: Range[];
  onChange(ranges: Range[]): void;
}

const STEP = BUCKETS / 1000;

/** Every variant has a weight, though the ranges name only those that have buckets. */
function allWeights(ranges: Range[], variants: string[]): Weight[] {
  const known = weights(ranges);
  const missing = variants.filter((variant) => !known.some((one) => one.variant === variant));
  const [first, ...rest] = missing.map((variant) => ({ variant, buckets: 0 }));
  // The variant one adds usually grows from the start: it keeps its units while it does.
  return first ? [first, ...known, ...rest] : known;
}

/** Shares of units as sliders, and how many units move from where they were. */
export function SplitSlider({ label, variants, ranges, before, onChange }: Props) {
  const all = allWeights(ranges, variants);
  const moves = moved(before, ranges);
  const set = (variant: string, buckets: number) =>
    onChange(rangesOf(setWeight(all, variant, buckets)));
  return (
    <div className={css.split}>
      <div className={css.splitBar} aria-hidden>
        {all.map(({ variant, buckets }) => (
          <span
            key={variant}
            style={{ flexGrow: buckets }}
            data-variant={variants.indexOf(variant) % 5}
          />
        ))}
      </div>
      {all.map(({ variant, buckets }) => (
        <label key={variant} className={css.weight}>
          <span className={css.swatch} data-variant={variants.indexOf(variant) % 5} aria-hidden />
          <span className={css.weightName}>{variant}</span>
          <input
            type="range"
            aria-label={words.shareOf(label, variant)}
            aria-valuetext={share(buckets)}
            min={0}
            max={BUCKETS}
            step={STEP}
            value={buckets}
            onChange={(event) => set(variant, Number(event.target.value))}
          />
          <input
            type="number"
            aria-label={words.percentOf(label, variant)}
            min={0}
            max={100}
            step={0.1}
            value={buckets / 1000}
            onChange={(event) => set(variant, Number(event.target.value) * 1000)}
          />
          %
        </label>
      ))}
      {moves > 0 && <p className="quiet">{words.ofUnitsMove(percent(moves))}</p>}
    </div>
  );
}
