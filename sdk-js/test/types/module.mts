import {
  type BrowserClient,
  type ClientValues,
  createClient,
  type Evaluation,
} from "@firstlight/sdk";
import { openDevtools } from "@firstlight/sdk/devtools";
import { createClient as createEdgeClient, type EdgeClient } from "@firstlight/sdk/edge";
import { createClient as createNodeClient, type FlagClient } from "@firstlight/sdk/node";
import { FirstlightProvider } from "@firstlight/sdk/openfeature/server";
import { FirstlightWebProvider } from "@firstlight/sdk/openfeature/web";
import { FlagProvider, useFlag, useFlags } from "@firstlight/sdk/react";
import { TestFlags } from "@firstlight/sdk/testing";

const page: BrowserClient = createClient({
  url: "https://flags.example.org",
  sdkKey: "flc_k",
  context: { targetingKey: "alice", plan: "pro" },
});
export const shown: boolean = page.booleanValue("banner", false);
export const size: { readonly width: number } = page.objectValue("size", { width: 1 });
export const whole: Evaluation = page.stringEvaluation("title", "none");
export const identified: Promise<boolean> = page.identify({ targetingKey: "bob" });

const node: FlagClient = createNodeClient({ url: "https://flags.example.org", sdkKey: "fls_k" });
export const values: ClientValues | null = node.valuesFor({ targetingKey: "alice" });
export const price: number = node.numberValue("price", { targetingKey: "alice" }, 1);

const edge: EdgeClient = createEdgeClient({ url: "https://flags.example.org", sdkKey: "fls_k" });
export const asked: Promise<boolean> = edge.refresh();
export const closed: () => void = openDevtools(page);
page.track("paint", 120);
node.track("latency", { targetingKey: "alice" }, 12.5);
// @ts-expect-error: what is measured is a number
page.track("paint", "120");

export const providers = [new FirstlightProvider(node), new FirstlightWebProvider(page)];
export function Page(): string {
  const on: boolean = useFlag("banner", false);
  const { wide }: { readonly wide: boolean } = useFlags({ wide: on });
  const title: string = useFlag("title", "none");
  return wide ? title : "";
}
export const tested: FlagClient = new TestFlags({ banner: true, size: { width: 1 } }).client();
export const Provider: typeof FlagProvider = FlagProvider;

// @ts-expect-error: a fallback is of the flag's type
page.booleanValue("banner", "no");
// @ts-expect-error: the key is not left out
createClient({ url: "" });
