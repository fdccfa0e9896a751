import type { Plugin } from "vite";

/** Mantine's palettes that no component here is given. */
const UNUSED = "pink|grape|violet|indigo|cyan|teal|green|lime|yellow|orange";
const DECLARATION = new RegExp(`--mantine-color-(?:${UNUSED})-[\\w-]+:[^;}]*;`, "g");

/** Leaves out the colours of Mantine that are never shown: a fifth of all that it brings of CSS. */
export const fewerPalettes = (): Plugin => ({
  name: "fewer-palettes",
  enforce: "pre",
  transform: (code, id) =>
    id.includes("default-css-variables.css") ? code.replace(DECLARATION, "") : undefined,
});
