import { createElement, type ReactNode, useEffect, useState } from "react";
import { type BrowserClient, type BrowserClientOptions, makeClient } from "../browser.js";
import { FlagContext } from "./flag-context.js";

/** A client that the application made, or how one is to be made. */
export type FlagProviderProps = { readonly children?: ReactNode } & (
  | {
      /** The application's own client: it starts and closes it. */
      readonly client: BrowserClient;
    }
  | {
      /**
       * How a client is made that lives as long as the provider. Another context in later renders is another
       * identification; whatever else changes takes a provider with another `key`.
       */
      readonly options: BrowserClientOptions;
    }
);

/** Gives flags to the components below. Rendering it does nothing but that, also on a server. */
export function FlagProvider(props: FlagProviderProps): ReactNode {
  return "client" in props
    ? createElement(FlagContext.Provider, { value: props.client }, props.children)
    : createElement(OwnClient, props);
}

function OwnClient(props: {
  readonly options: BrowserClientOptions;
  readonly children?: ReactNode;
}): ReactNode {
  const { context = {}, contextHash = null } = props.options;
  const [client] = useState(() => makeClient(props.options));
  useEffect(() => {
    client.start();
    return () => client.close();
  }, [client]);
  const asked = JSON.stringify(context);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a context that says the same is the same
  useEffect(() => {
    void client.identify(context, contextHash);
  }, [client, asked, contextHash]);
  return createElement(FlagContext.Provider, { value: client }, props.children);
}
