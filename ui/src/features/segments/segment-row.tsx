import { Button, FileButton } from "@mantine/core";
import { useState } from "react";
import type { Segment } from "../../api/segments";
import { AskApproval } from "../../components/ask-approval";
import { Row } from "../../components/layout";
import { segmentsText } from "../../text/en/segments";
import { count, listing } from "../../text/format";
import { conditionText } from "../../text/sentences";
import { useApprovals, useRemoveSegment, useUpload } from "./queries";

const words = segmentsText.segmentRow;

interface Props {
  project: string;
  environment: string;
  segment: Segment;
  onEdit(): void;
}

/** Who is in a segment, as words. */
export function members({ included = [], excluded = [], when, large }: Segment): string {
  const parts = [
    ...(large ? [words.fromAFile(large.count)] : []),
    ...(included.length ? [listing(included)] : []),
    ...(when ? [words.whoeverHas(conditionText(when))] : []),
  ];
  const without = excluded.length ? words.without(listing(excluded)) : "";
  return parts.length ? parts.join(words.andAlso) + without : words.nobodyYet(without);
}

export function SegmentRow({ project, environment, segment, onEdit }: Props) {
  const { key, name, large } = segment;
  const remove = useRemoveSegment(project, environment);
  const upload = useUpload(project, environment);
  const approvals = useApprovals(project, environment);
  const [asked, setAsked] = useState<"removal" | File>();
  const close = () => setAsked(undefined);
  return (
    <tr>
      <th scope="row">
        {key}
        {name && name !== key && <span className="quiet"> {name}</span>}
      </th>
      <td>{members(segment)}</td>
      <td>{large ? words.keys(large.count) : count(0)}</td>
      <td>
        <Row>
          <Button
            size="compact-xs"
            variant="default"
            aria-label={words.editOne(key)}
            onClick={onEdit}
          >
            {words.edit}
          </Button>
          <FileButton
            accept="text/plain,.txt,.csv"
            onChange={(file) => {
              if (!file) return;
              if (approvals > 0) setAsked(file);
              else upload.mutate({ segment, file });
            }}
            inputProps={{ "aria-label": words.keysOf(key) }}
          >
            {(props) => (
              <Button
                {...props}
                size="compact-xs"
                variant="default"
                loading={upload.isPending}
                aria-label={words.uploadKeysOf(key)}
              >
                {words.uploadKeys}
              </Button>
            )}
          </FileButton>
          <Button
            size="compact-xs"
            variant="light"
            color="red"
            aria-label={words.removeOne(key)}
            onClick={() => (approvals > 0 ? setAsked("removal") : remove.mutate({ segment }))}
          >
            {words.remove}
          </Button>
        </Row>
        <AskApproval
          environment={environment}
          approvals={approvals}
          title={key}
          opened={asked !== undefined}
          onClose={close}
          override={{
            isPending: remove.isPending || upload.isPending,
            error: remove.error ?? upload.error,
            mutate: (why) =>
              asked === "removal"
                ? remove.mutate({ segment, why }, { onSuccess: close })
                : asked && upload.mutate({ segment, file: asked, why }, { onSuccess: close }),
          }}
        >
          <p>{asked === "removal" ? words.removing(key) : words.uploading(key)}</p>
        </AskApproval>
      </td>
    </tr>
  );
}
