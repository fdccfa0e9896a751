import { Link } from "@tanstack/react-router";
import type { ChangeRequest } from "../../api/change-requests";
import { Card } from "../../components/layout";
import { changeRequestsText } from "../../text/en/change-requests";
import { listing, percent } from "../../text/format";
import css from "./change-requests.module.css";

const words = changeRequestsText.changesCard;

interface Props {
  project: string;
  environment: string;
  request: ChangeRequest;
}

/** What an approval is of: the difference by flag and segment, whom it reaches, and the steps as they were sent. */
export function ChangesCard({ project, environment, request }: Props) {
  const { difference, flags, segments, digest, dryRun } = request;
  return (
    <Card title={words.whatItComesTo} label={words.whatItComesTo}>
      <ul className={css.changes}>
        {Object.keys(flags).map((flag) => (
          <li key={flag}>
            <Link
              to="/projects/$project/flags/$flag"
              params={{ project, flag }}
              search={{ env: environment }}
            >
              {flag}
            </Link>
            <Sentences all={difference.flags?.[flag]} />
            <Moved shares={dryRun?.moved[flag]} />
          </li>
        ))}
        {Object.keys(segments).map((segment) => (
          <li key={segment}>
            <Link
              to="/projects/$project/segments"
              params={{ project }}
              search={{ env: environment }}
            >
              {words.segmentOf(segment)}
            </Link>
            <Sentences all={difference.segments?.[segment]} />
          </li>
        ))}
      </ul>
      <Reach request={request} />
      <details>
        <summary>{words.asSent}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
        <pre className={css.steps} tabIndex={0} role="region" aria-label={words.steps}>
          {JSON.stringify({ flags, segments }, null, 2)}
        </pre>
      </details>
      <p className="quiet">{words.digest(<code title={digest}>{digest.slice(0, 12)}</code>)}</p>
    </Card>
  );
}

function Sentences({ all = [] }: { all?: { sentence: string }[] }) {
  if (all.length === 0) return <p className="quiet">{words.itIsSoAlready}</p>;
  return (
    <ul className={css.sentences}>
      {all.map(({ sentence }) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

/** The units that get another variant, by where that is decided. */
function Moved({ shares = {} }: { shares?: Record<string, number> }) {
  const moved = Object.entries(shares).filter(([, share]) => share > 0);
  if (moved.length === 0) return null;
  return (
    <p className="quiet">
      {listing(moved.map(([where, share]) => words.ofUnitsMoveBy(percent(share), where)))}.
    </p>
  );
}

function Reach({ request: { dryRun } }: { request: ChangeRequest }) {
  const unable = dryRun?.cannotEvaluate ?? [];
  if (!dryRun?.blastRadius && unable.length === 0) return null;
  return (
    <p>
      {dryRun?.blastRadius?.sentence}
      {unable.length > 0 &&
        words.cannotEvaluateIt(unable.length, listing(unable.map(({ instance }) => instance)))}
    </p>
  );
}
