/** A place on the map, and what is written beside it. */
export interface Spot {
  x: number;
  y: number;
  text: string;
  /** How far what moves around it reaches, where something does. */
  halo?: number;
}

export type Anchor = "start" | "middle" | "end";

/** Where the text is, from its place. */
export interface Label {
  x: number;
  y: number;
  anchor: Anchor;
}

interface Frame {
  width: number;
  height: number;
  /** Of the letters. */
  size: number;
  /** Of the dot that marks the place. */
  radius: number;
}

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** How wide a letter is for its size; a little much, so that none touches another. */
const LETTER = 0.62;
/** What is left free around a dot. */
const AIR = 4;
/** From the top of the letters to the line they stand on. */
const RISE = 0.78;

const shared = (a: Box, b: Box) =>
  Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) *
  Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));

const area = ({ left, top, right, bottom }: Box) => (right - left) * (bottom - top);

/** To the right before anything else, then where a reader would look next. */
function candidates({ size, radius }: Frame): Label[] {
  const gap = radius + 6;
  const beside = (RISE * size) / 2;
  const below = gap + RISE * size;
  return [
    { x: gap, y: beside, anchor: "start" },
    { x: -gap, y: beside, anchor: "end" },
    { x: 0, y: below, anchor: "middle" },
    { x: 0, y: -gap, anchor: "middle" },
    { x: radius, y: below, anchor: "start" },
    { x: radius, y: -gap, anchor: "start" },
    { x: -radius, y: below, anchor: "end" },
    { x: -radius, y: -gap, anchor: "end" },
  ];
}

const before: Record<Anchor, number> = { start: 0, middle: 0.5, end: 1 };

/** What a label covers. */
export function boxOf(spot: Spot, label: Label, size: number): Box {
  const wide = spot.text.length * LETTER * size;
  const left = spot.x + label.x - before[label.anchor] * wide;
  const line = spot.y + label.y;
  return { left, top: line - RISE * size, right: left + wide, bottom: line + 0.22 * size };
}

/** Beside each place its text, such that it covers no other and no dot as far as that can be. */
export function placeLabels(spots: Spot[], frame: Frame): Label[] {
  const map = { left: 0, top: 0, right: frame.width, bottom: frame.height };
  const dots = spots.map(({ x, y, halo }) => {
    const reach = halo ?? frame.radius + AIR;
    return { left: x - reach, top: y - reach, right: x + reach, bottom: y + reach };
  });
  const taken: Box[] = [];
  return spots.map((spot, i) => {
    const cost = (label: Label) => {
      const box = boxOf(spot, label, frame.size);
      const outside = area(box) - shared(box, map);
      const others = [...taken, ...dots.filter((_, at) => at !== i)];
      return 4 * outside + others.reduce((sum, other) => sum + shared(box, other), 0);
    };
    const [best] = candidates(frame)
      .map((label) => ({ label, cost: cost(label) }))
      .sort((a, b) => a.cost - b.cost);
    const label = best?.label ?? { x: 0, y: 0, anchor: "start" };
    taken.push(boxOf(spot, label, frame.size));
    return label;
  });
}
