import type { Range, Serve, Split } from "./targeting";

/** All buckets of a split; ranges end here. */
export const BUCKETS = 100_000;

export interface Weight {
  variant: string;
  buckets: number;
}

/** How many buckets each variant has, in the order of the ranges. */
export function weights(ranges: Range[]): Weight[] {
  const out: Weight[] = [];
  let from = 0;
  for (const { to, variant } of ranges) {
    const known = out.find((weight) => weight.variant === variant);
    if (known) known.buckets += to - from;
    else out.push({ variant, buckets: to - from });
    from = to;
  }
  return out;
}

/** Ranges that give each variant its buckets, in order; a variant without buckets gets none. */
export function ranges(of: Weight[]): Range[] {
  const out: Range[] = [];
  let to = 0;
  for (const { variant, buckets } of of) {
    if (buckets <= 0) continue;
    to += buckets;
    out.push({ to, variant });
  }
  return out;
}

/** Sets one variant's buckets and lets the others give or take, the last first. */
export function setWeight(of: Weight[], variant: string, buckets: number): Weight[] {
  const wanted = Math.max(0, Math.min(BUCKETS, Math.round(buckets)));
  const out = of.map((weight) =>
    weight.variant === variant ? { variant, buckets: wanted } : { ...weight },
  );
  let excess = out.reduce((sum, weight) => sum + weight.buckets, 0) - BUCKETS;
  for (const weight of out.toReversed()) {
    if (excess === 0) break;
    if (weight.variant === variant) continue;
    const next = Math.max(0, weight.buckets - excess);
    excess -= weight.buckets - next;
    weight.buckets = next;
  }
  return out;
}

/** The share of buckets (0…1) that get another variant than before. */
export function moved(before: Range[], after: Range[]): number {
  const edges = [...new Set([...before, ...after].map((range) => range.to))].sort((a, b) => a - b);
  const at = (of: Range[], bucket: number) => of.find((range) => bucket < range.to)?.variant;
  let from = 0;
  let sum = 0;
  for (const to of edges) {
    if (at(before, from) !== at(after, from)) sum += to - from;
    from = to;
  }
  return sum / BUCKETS;
}

/** Any serve as ranges: one variant is a split with one range. */
export function asRanges(serve: Serve): Range[] {
  return "split" in serve ? serve.split.ranges : [{ to: BUCKETS, variant: serve.variant }];
}

/** The ranges for a region; for one that has none of its own, and without a region, those for everywhere else. */
export function rangesIn(serve: Serve, region?: string): Range[] {
  const own =
    "split" in serve && region !== undefined
      ? serve.split.regions?.find((one) => one.in.includes(region))
      : undefined;
  return own?.ranges ?? asRanges(serve);
}

/** Which of a split's regional ranges count in a region: the first that name it, or a group that holds it. */
export function entryIn(
  { regions = [] }: Split,
  region: string,
  groups: { key: string; regions: string[] }[],
): number | undefined {
  const holds = (name: string) =>
    groups.find(({ key }) => key === name)?.regions.includes(region) ?? name === region;
  const entry = regions.findIndex((one) => one.in.some(holds));
  return entry < 0 ? undefined : entry;
}

/** The shares (0…1) that move: in each region that has ranges of its own before or after, and elsewhere. */
export function movedByRegion(before: Serve, after: Serve): { region?: string; share: number }[] {
  const named = [before, after].flatMap((serve) =>
    "split" in serve ? (serve.split.regions ?? []).flatMap((one) => one.in) : [],
  );
  return [...new Set(named), undefined].map((region) => ({
    region,
    share: moved(rangesIn(before, region), rangesIn(after, region)),
  }));
}
