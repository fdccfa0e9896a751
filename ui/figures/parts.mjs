/** What is measured, in this order; each is a file in parts/ and has a place on the page. */
export const parts = [
  "sizes",
  "journeys",
  "demo",
  "latency",
  "list",
  "outage",
  "axe",
  "keyboard",
  "lighthouse",
  "screens",
  "endurance",
  "endurance-many",
];
