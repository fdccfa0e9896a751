/** The words between numbers and dates. */
export const formatText = {
  /** The languages whose rules for numbers and for dates go with these words. */
  numbers: "en",
  dates: "en-GB",
  units: { d: "d", h: "h", min: "min", s: "s" },
  never: "never",
  justNow: "just now",
  ago: (how: string) => `${how} ago`,
  and: (most: string, last: string) => `${most} and ${last}`,
  andMore: (some: string, more: number) => `${some} and ${more} more`,
};
