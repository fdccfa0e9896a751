import { path, request } from "./client";

export interface SecondFactor {
  on: boolean;
  recoveryCodesLeft: number;
}

/** What a device is to know. */
export interface FactorSecret {
  secret: string;
  uri: string;
}

const at = "/sessions/second-factor";

/** One's own second factor, and what an administrator does about others'. */
export const secondFactor = {
  get: () => request<SecondFactor>("GET", at),
  begin: (password?: string) => request<FactorSecret>("POST", at, { body: { password } }),
  confirm: (code: string) => request<{ recoveryCodes: string[] }>("PUT", at, { body: { code } }),
  turnOff: (code: string) => request<void>("POST", `${at}/off`, { body: { code } }),
  reset: (person: string) => request<void>("DELETE", path`/people/${person}/second-factor`),
};
