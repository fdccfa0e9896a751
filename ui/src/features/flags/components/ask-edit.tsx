import type { Targeting } from "../../../api/flags";
import { useAsk } from "../../../api/shared-queries";
import { AskApproval } from "../../../components/ask-approval";
import { say } from "../../../components/toast";
import { instructionsOf } from "../../../lib/instructions";
import type { TargetingEdit } from "../../../lib/targeting";
import { flagsText } from "../../../text/en/flags";
import { differences } from "../../../text/targeting-diff";
import { editOf } from "../draft";
import { useApprovals, useSave } from "../queries";
import css from "./history.module.css";

const words = flagsText.askEdit;

interface Props {
  project: string;
  flag: string;
  environment: string;
  /** What the edit was made from. */
  base: Targeting;
  /** Nothing while nobody asks. */
  edit: TargetingEdit | undefined;
  comment?: string;
  onClose(): void;
  /** It was asked for, or made without. */
  onDone?(): void;
}

/** The edit of a flag where the environment asks for approvals: asked for, or made in an emergency. */
export function AskEdit({ edit, ...props }: Props) {
  return edit && <Asked key={JSON.stringify(edit)} {...props} edit={edit} />;
}

function Asked(props: Props & { edit: TargetingEdit }) {
  const { project, flag, environment, base, edit, comment, onClose, onDone } = props;
  const approvals = useApprovals(project, environment);
  const done = () => {
    onDone?.();
    onClose();
  };
  const ask = useAsk(project, environment, ({ title }) => {
    say(words.askedForApproval(title));
    done();
  });
  const save = useSave(project, flag, environment);
  const before = editOf(base);
  const changes = differences(before, edit);
  const [first = words.aChange] = changes;
  const more = changes.length > 1 ? words.andMore(changes.length - 1) : "";
  return (
    <AskApproval
      environment={environment}
      approvals={approvals}
      title={`${flag}: ${first.replace(/\.$/, "")}${more}`.slice(0, 200)}
      comment={comment}
      opened
      onClose={onClose}
      ask={{
        ...ask,
        mutate: (said) => ask.mutate({ ...said, flags: { [flag]: instructionsOf(before, edit) } }),
      }}
      override={{
        ...save,
        mutate: (why) =>
          save.mutate(
            {
              edit,
              version: base.version,
              revision: base.revision,
              comment: why,
              overrideApproval: true,
            },
            { onSuccess: done },
          ),
      }}
    >
      <ul className={css.differences}>
        {changes.map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
    </AskApproval>
  );
}
