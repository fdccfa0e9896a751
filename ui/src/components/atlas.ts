import { geoNaturalEarth1, geoPath } from "d3-geo";
import type { Feature, FeatureCollection } from "geojson";
import { feature } from "topojson-client";
import atlasUrl from "world-atlas/countries-110m.json?url";
import { countryNumber } from "../lib/countries";

const ANTARCTICA = "010";
const INSET = 6;

/** Where a region is. */
export interface Region {
  key: string;
  countries: string[];
  latitude?: number | null;
  longitude?: number | null;
}

interface Shape {
  id: string;
  path: string;
  centre: [number, number];
}

/** Countries as paths, and where a place is among them. */
export async function drawAtlas({ width, height }: { width: number; height: number }) {
  const topology = await (await fetch(atlasUrl)).json();
  const all = feature(topology, topology.objects.countries) as unknown as FeatureCollection;
  const land = all.features.filter(({ id }: Feature) => id !== ANTARCTICA);
  const projection = geoNaturalEarth1()
    // Turned so that New Zealand is not cut off from Australia.
    .rotate([-11, 0])
    .fitExtent(
      [
        [INSET, INSET],
        [width - INSET, height - INSET],
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
  const regionsByShape = (regions: Region[]) => {
    const pairs = regions.flatMap(({ key, countries }) =>
      countries.map((country) => [countryNumber(country) ?? "", key] as const),
    );
    return new Map(pairs);
  };
  return { shapes, at, regionsByShape };
}
