import { useQuery } from "@tanstack/react-query";
import { geoNaturalEarth1, geoPath } from "d3-geo";
import type { Feature, FeatureCollection } from "geojson";
import { feature } from "topojson-client";
import atlasUrl from "world-atlas/countries-110m.json?url";
import type { Region } from "../../../api/regions";
import type { ReleaseRegion } from "../../../api/releases";
import { countryNumber } from "../../../lib/countries";
import { percent } from "../../../lib/format";
import css from "./map.module.css";

const WIDTH = 900;
const HEIGHT = 430;
const ANTARCTICA = "010";
const INSET = 6;

interface Props {
  regions: Region[];
  statuses: ReleaseRegion[];
  sentence: string;
}

interface Shape {
  id: string;
  path: string;
  centre: [number, number];
}

/** Countries as paths, and where a place is among them. The atlas comes from this server like every other file. */
function useAtlas() {
  return useQuery({
    queryKey: ["atlas"],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const topology = await (await fetch(atlasUrl)).json();
      const all = feature(topology, topology.objects.countries) as unknown as FeatureCollection;
      const land = all.features.filter(({ id }: Feature) => id !== ANTARCTICA);
      const projection = geoNaturalEarth1()
        // Turned so that New Zealand is not cut off from Australia.
        .rotate([-11, 0])
        .fitExtent(
          [
            [INSET, INSET],
            [WIDTH - INSET, HEIGHT - INSET],
          ],
          { type: "FeatureCollection", features: land },
        );
      const path = geoPath(projection);
      const shapes = land.map(
        (one): Shape => ({ id: String(one.id), path: path(one) ?? "", centre: path.centroid(one) }),
      );
      // Where a region does not say where it is, it is in the middle of its first country.
      const at = ({ longitude, latitude, countries }: Region) => {
        if (longitude != null && latitude != null) return projection([longitude, latitude]);
        const numbers = countries.map(countryNumber);
        return shapes.find(({ id }) => numbers.includes(id))?.centre ?? null;
      };
      return { shapes, at };
    },
  });
}

/** The regions of a release on the world, each in the colour of how it stands. */
export function WorldMap({ regions, statuses, sentence }: Props) {
  const atlas = useAtlas().data;
  const statusOf = new Map(statuses.map((status) => [status.region, status]));
  const regionOf = new Map<string, Region>();
  for (const region of regions) {
    for (const country of region.countries) {
      const number = countryNumber(country);
      if (number) regionOf.set(number, region);
    }
  }
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={css.map} role="img" aria-label={sentence}>
      {atlas?.shapes.map(({ id, path }, i) => {
        const status = statusOf.get(regionOf.get(id)?.key ?? "");
        const share = { "--share": `${status?.percent ?? 0}%` } as React.CSSProperties;
        return (
          <path
            // biome-ignore lint/suspicious/noArrayIndexKey: some countries of the atlas have no number; none moves
            key={i}
            d={path}
            style={share}
            className={status ? `${css.country} ${css[status.status]}` : css.land}
          />
        );
      })}
      {atlas &&
        regions.map((region) => {
          const status = statusOf.get(region.key);
          const at = atlas.at(region);
          return status && at && <Marker key={region.key} at={at} status={status} />;
        })}
    </svg>
  );
}

function Marker({ at, status }: { at: [number, number]; status: ReleaseRegion }) {
  const [x, y] = at;
  // Where the map ends there is no room to the right; at its very edge only below.
  const left = x > WIDTH - 150;
  const below = x > WIDTH - 100;
  const treated = status.status === "treated";
  return (
    <g className={css[status.status]} transform={`translate(${x} ${y})`}>
      {treated && <circle r={30} className={css.halo} />}
      <circle r={7.5} className={css.dot} />
      <text
        x={below ? 16 : left ? -14 : 14}
        y={below ? 34 : 6}
        textAnchor={left ? "end" : "start"}
        className={css.mapLabel}
      >
        {status.region}
        {treated && <tspan className={css.share}> {percent(status.percent / 100)}</tspan>}
      </text>
    </g>
  );
}
