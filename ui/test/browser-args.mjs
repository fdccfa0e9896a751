import chromium from "@sparticuz/chromium";

/** Made for a cloud function: as shipped it dies with its first page, and looks away from what a site must not do. */
export const args = chromium.args.filter(
  (arg) =>
    !["--single-process", "--disable-web-security", "--allow-running-insecure-content"].includes(
      arg,
    ),
);
