import type { ChangeRequest } from "../../api/change-requests";
import { Card } from "../../components/layout";
import table from "../../components/table.module.css";
import { changeRequestsText } from "../../text/en/change-requests";
import { day, moment } from "../../text/format";
import { approvalText, stepText } from "./standing";

const words = changeRequestsText.approvalsCard;

/** Who agreed to the difference as it is now, and all that was done before. */
export function ApprovalsCard({ request }: { request: ChangeRequest }) {
  const { history = [], digest } = request;
  return (
    <Card title={words.approvals} label={words.approvals}>
      <p role="status">{approvalText(request)}</p>
      <ol className={table.feed}>
        {history.map((step) => {
          const { at, name, comment } = step;
          const old = step.kind === "APPROVED" && step.digest !== digest;
          return (
            <li key={`${at}/${step.kind}/${step.by}`}>
              <time dateTime={at} title={day(at)}>
                {moment(at)}
              </time>
              <span>
                <strong>{name}</strong> {stepText(step)}
                {old && <span className="quiet">{words.asItWasThen}</span>}
                {comment && step.kind !== "CREATED" && `: ${comment}`}
              </span>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
