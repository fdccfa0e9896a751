// Holds signatures against the published library: a line of {secret, body, headers} each, and how many were right at the end.
import { createInterface } from "node:readline";
import { Webhook } from "standardwebhooks";

let verified = 0;
for await (const line of createInterface({ input: process.stdin })) {
  if (line === "end") break;
  const { secret, body, headers } = JSON.parse(line);
  new Webhook(secret).verify(body, headers);
  const forged = body.replace("specversion", "specVersion");
  try {
    new Webhook(secret).verify(forged, headers);
    throw new Error("a forged body was taken for a signed one");
  } catch (error) {
    if (error.name !== "WebhookVerificationError") throw error;
  }
  verified++;
}
console.log(`verified ${verified}`);
process.exit(0);
