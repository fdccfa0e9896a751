import type { Look } from "../../api/releases";

/** The looks at which a guard came to another verdict than at its look before; the first of each guard among them. */
export function turns(looks: Look[]): Look[] {
  const last = new Map<string, Look["verdict"]>();
  return looks.filter(({ metric, verdict }) => {
    const turned = !last.has(metric) || last.get(metric) !== verdict;
    last.set(metric, verdict);
    return turned;
  });
}
