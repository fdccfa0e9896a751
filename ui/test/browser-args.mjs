import chromium from "@sparticuz/chromium";

/** As shipped it dies with its first page, and looks away from what a site must not do. */
const unwanted = [
  "--single-process",
  "--disable-web-security",
  "--allow-running-insecure-content",
  // A graphics card that the processor plays draws a page many times slower than the processor itself does.
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--ignore-gpu-blocklist",
  "--in-process-gpu",
];

/** Made for a cloud function, and here for machines without a graphics card. */
export const args = [...chromium.args.filter((arg) => !unwanted.includes(arg)), "--disable-gpu"];
