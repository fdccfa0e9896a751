import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { secondFactor } from "../../api/second-factor";
import { cacheKey } from "../../api/shared-queries";
import { say } from "../../components/toast";
import { accessText } from "../../text/en/access";

const words = accessText.factorQueries;

const factorKey = ["second-factor"] as const;

export const useFactor = () => useQuery({ queryKey: factorKey, queryFn: secondFactor.get });

/** Not kept: the secret is in nobody's cache. */
export const useBeginFactor = () =>
  useMutation({
    mutationFn: (password: string | undefined) => secondFactor.begin(password),
    gcTime: 0,
  });

export function useConfirmFactor(onDone: (codes: string[]) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (code: string) => secondFactor.confirm(code),
    gcTime: 0,
    onSuccess: ({ recoveryCodes }) => {
      onDone(recoveryCodes);
      client.invalidateQueries({ queryKey: factorKey });
      client.invalidateQueries({ queryKey: cacheKey.session });
      client.invalidateQueries({ queryKey: ["sessions"] });
    },
  });
}

export function useFactorOff() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (code: string) => secondFactor.turnOff(code),
    onSuccess: () => {
      client.invalidateQueries({ queryKey: factorKey });
      client.invalidateQueries({ queryKey: cacheKey.session });
      say(words.secondFactorOff);
    },
  });
}
