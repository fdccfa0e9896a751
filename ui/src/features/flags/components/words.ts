/** "a, b" → ["a", "b"]. */
export function words(text: string): string[] {
  return text
    .split(",")
    .map((word) => word.trim())
    .filter(Boolean);
}
