export { FirstlightWebProvider, type WebProviderOptions } from "./openfeature/web-provider.js";
