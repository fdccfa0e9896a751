import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import type { Delivery, DeliveryState } from "../../../api/webhooks";
import { Chip } from "../../../components/chip";
import { Choices } from "../../../components/choices";
import { Card } from "../../../components/layout";
import { Older } from "../../../components/older";
import { Empty, ErrorNote, Loading } from "../../../components/states";
import { useRowKeys } from "../../../components/use-row-keys";
import { webhooksText } from "../../../text/en/webhooks";
import { day, moment } from "../../../text/format";
import { useDeliveries, useDelivery } from "../queries";
import { outcomeText, stateOf } from "../standing";
import css from "../webhooks.module.css";
import { DeliveryDetails } from "./delivery-details";

const words = webhooksText.deliveries;

const shows = [
  { value: "all", label: words.all },
  { value: "pending", label: webhooksText.standing.states.pending },
  { value: "delivered", label: webhooksText.standing.states.delivered },
  { value: "parked", label: webhooksText.standing.states.parked },
] as const;

interface Props {
  project: string;
  webhook: string;
  show: DeliveryState | undefined;
  onShow(show: DeliveryState | undefined): void;
  opened: number | undefined;
}

const rowId = (number: number) => `delivery-${number}`;

/** What was sent, what waits and what was given up, the newest first; which one is open is in the address. */
export function Deliveries({ project, webhook, show, onShow, opened }: Props) {
  const { data, error, isPending, refetch, ...more } = useDeliveries(project, webhook, show);
  const all = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  const ids = useMemo(() => all.map(({ number }) => rowId(number)), [all]);
  const reveal = useCallback(
    (index: number) =>
      document.getElementById(ids[index] ?? "")?.scrollIntoView({ block: "nearest" }),
    [ids],
  );
  const active = useRowKeys(ids, reveal);
  const elsewhere = data && opened !== undefined && !all.some(({ number }) => number === opened);
  return (
    <Card
      title={words.deliveries}
      label={words.deliveries}
      aside={
        <Choices
          label={words.which}
          all={shows}
          value={show ?? "all"}
          onChoose={(to) => onShow(to === "all" ? undefined : to)}
        />
      }
    >
      <ErrorNote error={error} retry={refetch} />
      {isPending && <Loading what={words.theDeliveries} />}
      {data && all.length === 0 && !elsewhere && (
        <Nothing show={show} onAll={() => onShow(undefined)} />
      )}
      <ol>
        {elsewhere && <Elsewhere project={project} webhook={webhook} number={opened} />}
        {all.map((delivery) => (
          <Line
            key={delivery.number}
            project={project}
            webhook={webhook}
            delivery={delivery}
            active={rowId(delivery.number) === active}
            open={delivery.number === opened}
          />
        ))}
      </ol>
      <Older {...more} />
    </Card>
  );
}

interface LineProps {
  project: string;
  webhook: string;
  delivery: Delivery;
  active: boolean;
  open: boolean;
}

function Line({ project, webhook, delivery, active, open }: LineProps) {
  const { number, type, subject, at, tries, nextAt } = delivery;
  const { text, tone } = stateOf(delivery);
  const id = rowId(number);
  return (
    <li id={id} className={css.delivery} data-active={active}>
      <Link
        to="."
        search={(old) => ({ ...old, delivery: open ? undefined : String(number) })}
        replace
        resetScroll={false}
        preload={false}
        aria-expanded={open}
        aria-controls={open ? `${id}-details` : undefined}
      >
        <span>
          <Chip tone={tone}>{text}</Chip>
        </span>
        <span>
          <strong>{type}</strong> <span className="quiet">{subject}</span>
        </span>
        <time className="quiet numbers" dateTime={at} title={`${day(at)} ${at}`}>
          {moment(at)}
        </time>
        <p>
          {words.row(
            tries > 0 ? words.tries(tries) : "",
            outcomeText(delivery),
            nextAt && tries > 0 ? words.triedAgain(moment(nextAt)) : "",
          )}
        </p>
      </Link>
      {open && (
        <div id={`${id}-details`} className={css.opened}>
          <DeliveryDetails project={project} webhook={webhook} number={number} />
        </div>
      )}
    </li>
  );
}

interface ElsewhereProps {
  project: string;
  webhook: string;
  number: number;
}

/** The one that the address names, which is not among those that are listed. */
function Elsewhere({ project, webhook, number }: ElsewhereProps) {
  const { data, error } = useDelivery(project, webhook, number);
  if (!data)
    return (
      <li className={css.delivery}>
        <ErrorNote error={error} />
      </li>
    );
  return <Line project={project} webhook={webhook} delivery={data.delivery} active={false} open />;
}

function Nothing({ show, onAll }: { show: DeliveryState | undefined; onAll(): void }) {
  if (!show) return <Empty title={words.nothingYet}>{words.whatAppears}</Empty>;
  return (
    <Empty
      title={words.noneOfThese}
      action={
        <Button variant="default" onClick={onAll}>
          {words.showAll}
        </Button>
      }
    >
      {words.othersMayBe}
    </Empty>
  );
}
