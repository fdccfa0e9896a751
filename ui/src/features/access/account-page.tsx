import { Button, PasswordInput } from "@mantine/core";
import { useState } from "react";
import { Card, Page, PageHead, Stack } from "../../components/layout";
import { Scrolled } from "../../components/scrolled";
import { ErrorNote, Loading, Note } from "../../components/states";
import css from "../../components/table.module.css";
import { accessText } from "../../text/en/access";
import { ago, moment } from "../../text/format";
import { rightsText } from "./grants";
import { isProofWanted, useEndSession, useMe, usePassword, useSessions } from "./queries";
import { SecondFactorCard } from "./second-factor-card";

const words = accessText.accountPage;

/** Who one is here: one's rights, where one is signed in, and one's password. */
export function AccountPage() {
  const me = useMe();
  return (
    <Page>
      <PageHead
        title={words.yourAccount}
        sub={me && `${me.name}, ${me.email}: ${rightsText(me.role, me.grants)}.`}
      />
      <SessionsCard />
      <PasswordCard />
      <SecondFactorCard wanted={me?.secondFactorWanted === true} />
    </Page>
  );
}

function SessionsCard() {
  const { data, error, isPending, refetch } = useSessions();
  const end = useEndSession();
  return (
    <Card title={words.whereYouAreSignedIn} label={words.sessions}>
      <ErrorNote error={error} retry={refetch} />
      {isPending && <Loading what={words.yourSessions} />}
      {data && (
        <Scrolled label={words.whereYouAreSignedIn}>
          <table className={css.table}>
            <thead>
              <tr>
                <th scope="col">{words.browser}</th>
                <th scope="col">{words.from}</th>
                <th scope="col">{words.since}</th>
                <th scope="col">{words.lastSeen}</th>
                <th scope="col">
                  <span className="visually-hidden">{words.end}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.map(({ id, agent, address, createdAt, lastSeenAt, here }) => (
                <tr key={id}>
                  <th scope="row">{agent}</th>
                  <td>{address}</td>
                  <td>{moment(createdAt)}</td>
                  <td>{here ? words.thisOne : ago(lastSeenAt)}</td>
                  <td>
                    {!here && (
                      <Button
                        size="compact-xs"
                        variant="light"
                        color="red"
                        aria-label={words.endOne(address, moment(createdAt))}
                        onClick={() => end.mutate({ id })}
                      >
                        {words.end}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
      )}
      {end.variables && (isProofWanted(end.error) || (end.isPending && end.variables.proof)) && (
        <ProveYourself end={end} id={end.variables.id} />
      )}
    </Card>
  );
}

/** A session that was left open is not enough to end others. */
function ProveYourself({ end, id }: { end: ReturnType<typeof useEndSession>; id: string }) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const typed = String(new FormData(event.currentTarget).get("proof") ?? "");
        const isCode = /^\d{3} ?\d{3}$/.test(typed);
        end.mutate({ id, proof: isCode ? { code: typed } : { password: typed } });
      }}
    >
      <Stack>
        <Note text={words.showYourself} />
        <PasswordInput
          name="proof"
          label={words.proof}
          autoComplete="current-password"
          required
          visibilityToggleButtonProps={reveal}
        />
        <ErrorNote error={end.variables?.proof && end.error} />
        <div>
          <Button type="submit" variant="default" loading={end.isPending}>
            {words.endTheSession}
          </Button>
        </div>
      </Stack>
    </form>
  );
}

const reveal = { "aria-label": words.reveal };

function PasswordCard() {
  const [round, setRound] = useState(0);
  const change = usePassword(() => setRound(round + 1));
  return (
    <Card title={words.password} label={words.password} aside={words.passwordAside}>
      <form
        key={round}
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          change.mutate({
            current: String(form.get("current") ?? "") || undefined,
            next: String(form.get("next") ?? ""),
          });
        }}
      >
        <Stack>
          <div className={css.two}>
            <PasswordInput
              name="current"
              label={words.oldPassword}
              autoComplete="current-password"
              visibilityToggleButtonProps={reveal}
            />
            <PasswordInput
              name="next"
              label={words.newPassword}
              autoComplete="new-password"
              required
              visibilityToggleButtonProps={reveal}
            />
          </div>
          <ErrorNote error={change.error} />
          <div>
            <Button type="submit" variant="default" loading={change.isPending}>
              {words.changeThePassword}
            </Button>
          </div>
        </Stack>
      </form>
    </Card>
  );
}
