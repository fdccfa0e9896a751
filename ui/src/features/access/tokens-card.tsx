import { Button } from "@mantine/core";
import { Card } from "../../components/layout";
import css from "../../components/table.module.css";
import { accessText } from "../../text/en/access";
import { ago, day, percent } from "../../text/format";
import { useRemoveToken, useTokens } from "./people-queries";
import { TokenForm } from "./token-form";

const words = accessText.tokensCard;

const HEADS = [words.name, words.role, words.budget, words.made, words.lastUsed, words.ends];

/** What scripts and CI come in with. */
export function TokensCard() {
  const { data, error } = useTokens();
  const remove = useRemoveToken();
  // Whoever may not see people may not see tokens; that is said once.
  if (error) return null;
  return (
    <Card title={words.tokensForScriptsAndCi} label={words.tokens}>
      {data && data.length > 0 && (
        <div className={css.scroll}>
          <table className={css.table}>
            <thead>
              <tr>
                {HEADS.map((head) => (
                  <th scope="col" key={head}>
                    {head}
                  </th>
                ))}
                <th scope="col">
                  <span className="visually-hidden">{words.revoke}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.map(({ id, name, role, budget, createdAt, lastUsedAt, expiresAt }) => (
                <tr key={id}>
                  <th scope="row">{name}</th>
                  <td>{role}</td>
                  <td>
                    {budget ? words.atMost(percent(budget.share), budget.regions) : words.noBudget}
                  </td>
                  <td>{ago(createdAt)}</td>
                  <td>{ago(lastUsedAt)}</td>
                  <td>{expiresAt ? day(expiresAt) : words.never}</td>
                  <td>
                    <Button
                      size="compact-xs"
                      variant="light"
                      color="red"
                      aria-label={words.revokeOne(name)}
                      onClick={() => remove.mutate(id)}
                    >
                      {words.revoke}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <TokenForm />
    </Card>
  );
}
