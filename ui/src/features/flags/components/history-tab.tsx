import { Button } from "@mantine/core";
import { useState } from "react";
import type { FlagVersion, Targeting } from "../../../api/flags";
import { Chip } from "../../../components/chip";
import { Card } from "../../../components/layout";
import { ErrorNote, Loading } from "../../../components/states";
import { flagsText } from "../../../text/en/flags";
import { day, moment } from "../../../text/format";
import { editOf } from "../draft";
import { useApprovals, useHistory } from "../queries";
import { AskEdit } from "./ask-edit";
import css from "./history.module.css";
import { RevertDialog } from "./revert-dialog";

const words = flagsText.historyTab;

interface Props {
  project: string;
  flag: string;
  environment: string;
  targeting: Targeting;
}

/** What the flag did before, who changed it, and the way back. */
export function HistoryTab({ project, flag, environment, targeting }: Props) {
  const history = useHistory(project, flag, environment);
  const [chosen, setChosen] = useState<FlagVersion>();
  const approvals = useApprovals(project, environment);
  const versions = history.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Card label={words.history}>
      <ErrorNote error={history.error} retry={history.refetch} />
      {history.isPending && <Loading what={words.theHistory} />}
      <ol className={css.versions}>
        {versions.map((version, i) => (
          <li key={`${version.epoch}/${version.revision}`}>
            <Version version={version} />
            {i === 0 ? (
              <Chip tone="good">{words.servedNow}</Chip>
            ) : (
              version.targeting && (
                <Button
                  size="compact-sm"
                  variant="default"
                  disabled={targeting.release != null}
                  aria-label={words.goBackTo(version.revision)}
                  onClick={() => setChosen(version)}
                >
                  {words.goBack}
                </Button>
              )
            )}
          </li>
        ))}
      </ol>
      {history.hasNextPage && (
        <div>
          <Button
            variant="default"
            size="compact-sm"
            loading={history.isFetchingNextPage}
            onClick={() => history.fetchNextPage()}
          >
            {words.showOlder}
          </Button>
        </div>
      )}
      <RevertDialog
        key={chosen?.revision}
        project={project}
        flag={flag}
        environment={environment}
        version={approvals > 0 ? undefined : chosen}
        at={targeting.version}
        onClose={() => setChosen(undefined)}
      />
      <AskEdit
        project={project}
        flag={flag}
        environment={environment}
        base={targeting}
        edit={
          approvals > 0 && chosen?.targeting
            ? { ...editOf(targeting), ...chosen.targeting }
            : undefined
        }
        comment={chosen && words.asItWas(chosen.revision)}
        onClose={() => setChosen(undefined)}
      />
    </Card>
  );
}

function Version({
  version: { revision, at, actor, comment, differences },
}: {
  version: FlagVersion;
}) {
  return (
    <div className={css.version}>
      <p>
        <strong>{actor}</strong>{" "}
        <span className="quiet numbers">
          {words.revisionAt(
            revision,
            <time dateTime={at} title={day(at)}>
              {moment(at)}
            </time>,
          )}
        </span>
      </p>
      {comment && <p>{comment}</p>}
      <ul className={css.differences}>
        {differences.map(({ sentence }) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  );
}
