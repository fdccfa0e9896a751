import { Button, CloseButton, NativeSelect, TextInput } from "@mantine/core";
import { asRanges, BUCKETS } from "../../../lib/split";
import type { RegionalRanges, Serve, Split } from "../../../lib/targeting";
import css from "./editor.module.css";
import { SplitSlider } from "./split-slider";
import { words } from "./words";

interface Props {
  label: string;
  variants: string[];
  /** Regions and region groups a split may name. */
  places: string[];
  value: Serve;
  /** What is served now. */
  before: Serve;
  onChange(value: Serve): void;
}

const SPLIT = " split";

/** One variant for everyone, or a split; and a split of its own for some regions. */
export function ServeEditor({ label, variants, places, value, before, onChange }: Props) {
  const split = "split" in value ? value.split : undefined;
  const choose = (choice: string) => {
    if (choice !== SPLIT) onChange({ variant: choice });
    else if ("variant" in value) {
      onChange({
        split: { by: "targetingKey", ranges: [{ to: BUCKETS, variant: value.variant }] },
      });
    }
  };
  return (
    <div className={css.serve}>
      <p className={css.sentence}>
        serve{" "}
        <NativeSelect
          size="xs"
          aria-label={label}
          data={[...variants, { value: SPLIT, label: "a split…" }]}
          value={"variant" in value ? value.variant : SPLIT}
          onChange={(event) => choose(event.target.value)}
        />
      </p>
      {split && (
        <SplitEditor
          label={label}
          variants={variants}
          places={places}
          split={split}
          before={before}
          onChange={(next) => onChange({ split: next })}
        />
      )}
    </div>
  );
}

/** What a region is served now: by its own split, or by the one for elsewhere. */
function regionalBefore(before: Serve, at: number) {
  const regional = "split" in before ? before.split.regions?.[at] : undefined;
  return regional?.ranges ?? asRanges(before);
}

interface SplitProps extends Omit<Props, "value" | "onChange"> {
  split: Split;
  onChange(split: Split): void;
}

function SplitEditor({ label, variants, places, split, before, onChange }: SplitProps) {
  const regional = split.regions ?? [];
  const setRegional = (next: RegionalRanges[]) => {
    const { regions: _, ...rest } = split;
    onChange(next.length > 0 ? { ...rest, regions: next } : rest);
  };
  const put = (at: number, part: Partial<RegionalRanges>) =>
    setRegional(regional.map((one, i) => (i === at ? { ...one, ...part } : one)));
  return (
    <>
      {regional.map((one, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a regional split is its place in the list
        <fieldset key={i} className={css.regional}>
          <legend>In</legend>
          <div className={css.line}>
            <TextInput
              size="xs"
              aria-label={`Regions of split ${i + 1}`}
              defaultValue={one.in.join(", ")}
              placeholder={places.slice(0, 2).join(", ") || "nz"}
              onBlur={(event) => put(i, { in: words(event.target.value) })}
            />
            <CloseButton
              size="sm"
              aria-label={`Remove regional split ${i + 1}`}
              onClick={() => setRegional(regional.filter((other) => other !== one))}
            />
          </div>
          <SplitSlider
            label={`${label} in ${one.in.join(", ") || "these regions"}`}
            variants={variants}
            ranges={one.ranges}
            before={regionalBefore(before, i)}
            onChange={(next) => put(i, { ranges: next })}
          />
        </fieldset>
      ))}
      {regional.length > 0 && <p className="quiet">Elsewhere</p>}
      <SplitSlider
        label={label}
        variants={variants}
        ranges={split.ranges}
        before={asRanges(before)}
        onChange={(next) => onChange({ ...split, ranges: next })}
      />
      <div className={css.line}>
        <TextInput
          size="xs"
          label="Units are told apart by"
          value={split.by}
          onChange={(event) => onChange({ ...split, by: event.target.value })}
        />
        {places.length > 0 && (
          <Button
            size="xs"
            variant="default"
            onClick={() =>
              setRegional([...regional, { in: [places[0] ?? ""], ranges: split.ranges }])
            }
          >
            Differ by region
          </Button>
        )}
      </div>
    </>
  );
}
