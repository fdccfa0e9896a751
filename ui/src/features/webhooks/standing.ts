import type {
  Delivery,
  DeliveryState,
  Webhook,
  WebhookEdit,
  WebhookFormat,
} from "../../api/webhooks";
import type { Tone } from "../../components/chip";
import { webhooksText } from "../../text/en/webhooks";
import { listing } from "../../text/format";

const words = webhooksText.standing;

export const formats: WebhookFormat[] = ["standard", "slack", "teams", "discord", "github"];

export const formatText = (format: WebhookFormat) => words.formats[format];

/** Whoever has a chat's address can write there: of it only the host is shown. */
export const isSecretAddress = ({ format }: Pick<Webhook, "format">) =>
  format === "slack" || format === "teams" || format === "discord";

/** Where it goes, as anybody may read it over somebody's shoulder. */
export function addressText({ format, url }: Pick<Webhook, "format" | "url">): string {
  if (!isSecretAddress({ format })) return url;
  return /^https?:\/\/([^/?]+)/.exec(url)?.[1] ?? "…";
}

const MOST_EVENTS = 8;

/** What it is told of. */
export const eventsText = ({ events }: Pick<WebhookEdit, "events">) =>
  events.length === 0 ? words.everything : listing(events, MOST_EVENTS);

/** What that has to be about. */
export const placesText = ({ environments }: Pick<WebhookEdit, "environments">) =>
  environments.length === 0 ? words.everywhere : words.inEnvironments(environments);

export const enabledText = (enabled: boolean) => (enabled ? words.on : words.disabled);

const states: Record<DeliveryState, Tone> = {
  pending: "accent",
  delivered: "good",
  parked: "bad",
};

/** How a delivery stands, in a word and its colour; one that waits after a failure is no good sign. */
export function stateOf({ state, trouble }: Delivery): { text: string; tone: Tone } {
  const failing = state === "pending" && trouble !== undefined;
  return { text: words.states[state], tone: failing ? "warn" : states[state] };
}

/** What came of the last try. */
export function outcomeText({ tries, status, trouble }: Delivery): string {
  if (trouble !== undefined) return trouble;
  if (status !== undefined) return words.answered(status);
  return tries === 0 ? words.notTriedYet : words.nothingToSend;
}
