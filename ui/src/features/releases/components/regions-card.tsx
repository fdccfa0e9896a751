import type { Region } from "../../../api/regions";
import type { RegionStatus, Release } from "../../../api/releases";
import { Card } from "../../../components/layout";
import { listing, percent } from "../../../lib/format";
import map from "./map.module.css";
import css from "./release.module.css";
import { WorldMap } from "./world-map";

const names: Record<RegionStatus, string> = {
  untouched: "Untouched",
  treated: "Treated",
  completed: "Completed",
  rolledBack: "Rolled back",
};

function sentenceOf({ regions, treatment }: Release): string {
  const told = (["treated", "completed", "rolledBack", "untouched"] as const).flatMap((status) => {
    const those = regions.filter((region) => region.status === status);
    if (those.length === 0) return [];
    const listed = those.map(({ region, percent: share }) =>
      status === "treated" ? `${region} at ${percent(share / 100)}` : region,
    );
    return [`${names[status].toLowerCase()}: ${listing(listed, 6)}`];
  });
  return told.length
    ? `“${treatment}” by region: ${told.join("; ")}.`
    : "This release names no region.";
}

/** Where the release is: map, legend, table and the same in a sentence. */
export function RegionsCard({ release, regions }: { release: Release; regions: Region[] }) {
  const sentence = sentenceOf(release);
  return (
    <Card title="Regions">
      <WorldMap regions={regions} statuses={release.regions} sentence={sentence} />
      <ul className={map.legend} aria-label="Colours">
        {(Object.keys(names) as RegionStatus[]).map((status) => (
          <li key={status}>
            <span className={`${map.swatch} ${map[status]}`} aria-hidden />
            {names[status]}
          </li>
        ))}
      </ul>
      <p className={css.small}>{sentence}</p>
      <details className={css.details}>
        <summary>Regions as a table</summary>
        <table className={css.counters}>
          <thead>
            <tr>
              <th scope="col">Region</th>
              <th scope="col">Status</th>
              <th scope="col">Share</th>
              <th scope="col">Stage</th>
            </tr>
          </thead>
          <tbody>
            {release.regions.map((region) => (
              <tr key={region.region}>
                <th scope="row">{region.region}</th>
                <td>{names[region.status]}</td>
                <td>{percent(region.percent / 100)}</td>
                <td>{region.stage === null ? "–" : region.stage + 1}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </Card>
  );
}
