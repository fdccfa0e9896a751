import type { Region } from "../../../api/regions";
import type { RegionStatus, Release } from "../../../api/releases";
import { Card } from "../../../components/layout";
import map from "../../../components/map.module.css";
import { type Mark, WorldMap } from "../../../components/world-map";
import { releasesText } from "../../../text/en/releases";
import { listing, percent } from "../../../text/format";
import css from "./release.module.css";

const words = releasesText.regionsCard;

const names: Record<RegionStatus, string> = words.names;

const tones: Record<RegionStatus, Mark["tone"]> = {
  untouched: "plain",
  treated: "accent",
  completed: "good",
  rolledBack: "bad",
};

const markOf = ({ region, status, percent: share }: Release["regions"][number]): Mark => ({
  region,
  tone: tones[status],
  share: share / 100,
  told: status === "treated",
  moving: status === "treated",
});

function sentenceOf({ regions, treatment }: Release): string {
  const told = (["treated", "completed", "rolledBack", "untouched"] as const).flatMap((status) => {
    const those = regions.filter((region) => region.status === status);
    if (those.length === 0) return [];
    const listed = those.map(({ region, percent: share }) =>
      status === "treated" ? words.regionAt(region, percent(share / 100)) : region,
    );
    return [`${names[status].toLowerCase()}: ${listing(listed, 6)}`];
  });
  return told.length ? words.byRegion(treatment, told.join("; ")) : words.thisReleaseNamesNoRegion;
}

/** Where the release is: map, legend, table and the same in a sentence. */
export function RegionsCard({ release, regions }: { release: Release; regions: Region[] }) {
  const sentence = sentenceOf(release);
  return (
    <Card title={words.regions}>
      <WorldMap regions={regions} marks={release.regions.map(markOf)} sentence={sentence} />
      <ul className={map.legend} aria-label={words.colours}>
        {(Object.keys(names) as RegionStatus[]).map((status) => (
          <li key={status}>
            <span className={`${map.swatch} ${map[tones[status]]}`} aria-hidden />
            {names[status]}
          </li>
        ))}
      </ul>
      <p className={css.small}>{sentence}</p>
      <details className={css.details}>
        <summary>{words.regionsAsATable}</summary>
        <table className={css.counters}>
          <thead>
            <tr>
              <th scope="col">{words.region}</th>
              <th scope="col">{words.status}</th>
              <th scope="col">{words.share}</th>
              <th scope="col">{words.stage}</th>
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
