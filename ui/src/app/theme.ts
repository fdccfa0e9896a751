import { createTheme, defaultVariantColorsResolver } from "@mantine/core";

/** Mantine's own resolver writes white on every filled button; on our light accent in the dark that is unreadable. */
export const theme = createTheme({
  defaultRadius: "sm",
  cursorType: "pointer",
  // What may be left out says so; a star on nearly every field says nothing.
  components: { InputWrapper: { defaultProps: { withAsterisk: false } } },
  variantColorResolver: (input) => {
    const colors = defaultVariantColorsResolver(input);
    const primary = input.color === undefined || input.color === "blue";
    return input.variant === "filled" && primary
      ? { ...colors, color: "var(--fl-on-accent)", hoverColor: "var(--fl-on-accent)" }
      : colors;
  },
});
