import { accessText } from "./access";
import { apiText } from "./api";
import { appText } from "./app";
import { auditText } from "./audit";
import { changeRequestsText } from "./change-requests";
import { componentsText } from "./components";
import { connectText } from "./connect";
import { environmentsText } from "./environments";
import { flagsText } from "./flags";
import { formatText } from "./format";
import { liveText } from "./live";
import { metricsText } from "./metrics";
import { playgroundText } from "./playground";
import { releasesText } from "./releases";
import { segmentsText } from "./segments";
import { targetingText } from "./targeting";
import { webhooksText } from "./webhooks";

/**
 * All that the console says, joined so that another language can be checked against it:
 * `const maori: Text = { … }`. Screens take their own part from its file, so that it is fetched with them.
 */
export const english = {
  access: accessText,
  api: apiText,
  app: appText,
  audit: auditText,
  changeRequests: changeRequestsText,
  components: componentsText,
  connect: connectText,
  environments: environmentsText,
  flags: flagsText,
  format: formatText,
  live: liveText,
  metrics: metricsText,
  playground: playgroundText,
  releases: releasesText,
  segments: segmentsText,
  targeting: targetingText,
  webhooks: webhooksText,
};

/** What every language has to say, and with what in it. */
export type Text = typeof english;
