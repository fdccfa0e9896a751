import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import type { Regions } from "../../../api/regions";
import map from "../../../components/map.module.css";
import table from "../../../components/table.module.css";
import { WorldMap } from "../../../components/world-map";
import { BUCKETS, entryIn, weights } from "../../../lib/split";
import type { Range, Split } from "../../../lib/targeting";
import { flagsText } from "../../../text/en/flags";
import { listing, percent } from "../../../text/format";
import css from "./editor.module.css";

const words = flagsText.splitMap;

interface Props {
  label: string;
  variants: string[];
  places: Regions;
  split: Split;
  onChoose(region: string): void;
}

const shareIn = (ranges: Range[], variant: string) =>
  (weights(ranges).find((one) => one.variant === variant)?.buckets ?? 0) / BUCKETS;

/** How many units of each region get a variant: on the world, in a sentence, and as a table. */
export function SplitMap({ label, variants, places, split, onChoose }: Props) {
  const [variant, setVariant] = useState(variants[0] ?? "");
  const { regions = [] } = split;
  const shares = places.regions.map(({ key }) => {
    const entry = entryIn(split, key, places.groups);
    const own = entry === undefined ? undefined : regions[entry];
    return { key, own, share: shareIn(own?.ranges ?? split.ranges, variant) };
  });
  const shareOf = (region: string) => percent(shares.find(({ key }) => key === region)?.share ?? 0);
  const told = regions.map((one) =>
    words.at(listing(one.in), percent(shareIn(one.ranges, variant))),
  );
  const elsewhere = percent(shareIn(split.ranges, variant));
  const sentence = words.sentence(variant, told.join("; "), elsewhere);
  const nameOf = (region: string) => words.editSplitOf(region, variant, shareOf(region));
  return (
    <figure className={css.serve}>
      <div className={css.sentence}>
        {words.shareOf}
        <NativeSelect
          size="xs"
          aria-label={words.variantOnTheMap(label)}
          data={variants}
          value={variant}
          onChange={(event) => setVariant(event.target.value)}
        />
        <ul className={map.legend} aria-label={words.colours}>
          <li>
            <span className={`${map.swatch} ${map.plain}`} aria-hidden />
            {words.none}
          </li>
          <li>
            <span className={`${map.swatch} ${map.accent}`} aria-hidden />
            {words.more}
          </li>
        </ul>
      </div>

      <WorldMap
        regions={places.regions}
        marks={shares.map(({ key, share }) => ({
          region: key,
          tone: share > 0 ? "accent" : "plain",
          share,
          told: true,
        }))}
        sentence={sentence}
        choice={{ label: nameOf, onChoose }}
      />

      <figcaption className={table.text}>
        {sentence} {words.chooseHint}
      </figcaption>
      <details className={css.adder}>
        <summary>{words.asATable}</summary>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{words.region}</th>
              <th scope="col">{variant}</th>
              <th scope="col">{words.split}</th>
              <th scope="col">
                <span className="visually-hidden">{words.edit}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shares.map(({ key, own, share }) => (
              <tr key={key}>
                <th scope="row">{key}</th>
                <td>{percent(share)}</td>
                <td>{own ? listing(own.in) : words.elsewhere}</td>
                <td>
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={nameOf(key)}
                    onClick={() => onChoose(key)}
                  >
                    {words.edit}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
