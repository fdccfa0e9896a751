import { createClient } from "@firstlight/sdk";
import { createClient as createNodeClient } from "@firstlight/sdk/node";
import { FirstlightProvider } from "@firstlight/sdk/openfeature/server";
import { useFlag } from "@firstlight/sdk/react";

export const page = createClient({ url: "", sdkKey: "flc_k" }).booleanValue("banner", false);
export const node = createNodeClient({ url: "https://flags.example.org", sdkKey: "fls_k" });
export const provider = new FirstlightProvider(node);
export function Page(): boolean {
  return useFlag("banner", false);
}
