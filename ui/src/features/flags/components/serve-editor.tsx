import { Button, CloseButton, NativeSelect, TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { Regions } from "../../../api/regions";
import { asRanges, BUCKETS, entryIn } from "../../../lib/split";
import type { RegionalRanges, Serve, Split } from "../../../lib/targeting";
import { flagsText } from "../../../text/en/flags";
import css from "./editor.module.css";
import { listed } from "./listed";
import { SplitMap } from "./split-map";
import { SplitSlider } from "./split-slider";

const words = flagsText.serveEditor;

interface Props {
  label: string;
  variants: string[];
  /** Regions and region groups a split may name. */
  places: Regions;
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
        {words.serve}
        <NativeSelect
          size="xs"
          aria-label={label}
          data={[...variants, { value: SPLIT, label: words.split }]}
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
  const names = [...places.regions, ...places.groups].map(({ key }) => key);
  const { place, open } = useOpening();
  const setRegional = (next: RegionalRanges[]) => {
    const { regions: _, ...rest } = split;
    onChange(next.length > 0 ? { ...rest, regions: next } : rest);
  };
  const put = (at: number, part: Partial<RegionalRanges>) =>
    setRegional(regional.map((one, i) => (i === at ? { ...one, ...part } : one)));
  const differ = (region: string) =>
    setRegional([...regional, { in: [region], ranges: split.ranges }]);
  const choose = (region: string) => {
    const entry = entryIn(split, region, places.groups);
    if (entry === undefined) differ(region);
    open(entry ?? regional.length);
  };
  return (
    <div className={css.serve} ref={place}>
      {regional.length > 0 && places.regions.length > 0 && (
        <SplitMap
          label={label}
          variants={variants}
          places={places}
          split={split}
          onChoose={choose}
        />
      )}
      {regional.map((one, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a regional split is its place in a list of so many
        <fieldset key={`${regional.length}/${i}`} className={css.regional}>
          <legend>{words.inRegions}</legend>
          <div className={css.line}>
            <TextInput
              size="xs"
              aria-label={words.regionsOfSplit(i + 1)}
              defaultValue={one.in.join(", ")}
              placeholder={names.slice(0, 2).join(", ") || words.exampleRegion}
              onBlur={(event) => put(i, { in: listed(event.target.value) })}
            />
            <CloseButton
              size="sm"
              aria-label={words.removeRegionalSplit(i + 1)}
              onClick={() => setRegional(regional.filter((other) => other !== one))}
            />
          </div>
          <SplitSlider
            label={words.labelIn(label, one.in.join(", ") || words.theseRegions)}
            variants={variants}
            ranges={one.ranges}
            before={regionalBefore(before, i)}
            onChange={(next) => put(i, { ranges: next })}
          />
        </fieldset>
      ))}
      {regional.length > 0 && <p className="quiet">{words.elsewhere}</p>}
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
          label={words.by}
          value={split.by}
          onChange={(event) => onChange({ ...split, by: event.target.value })}
        />
        {names.length > 0 && (
          <Button size="xs" variant="default" onClick={() => differ(names[0] ?? "")}>
            {words.differByRegion}
          </Button>
        )}
      </div>
    </div>
  );
}

/** Goes to one of the regional splits: one that is made by the same press is there only when it is drawn. */
function useOpening() {
  const place = useRef<HTMLDivElement>(null);
  const [wanted, setWanted] = useState<{ entry: number }>();
  useEffect(() => {
    const entry = wanted && place.current?.querySelectorAll("fieldset")[wanted.entry];
    entry?.querySelector<HTMLElement>("input[type=range]")?.focus();
  }, [wanted]);
  return { place, open: (entry: number) => setWanted({ entry }) };
}
