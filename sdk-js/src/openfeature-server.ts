export { FirstlightProvider, type ProviderOptions } from "./openfeature/server-provider.js";
