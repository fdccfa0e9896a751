import { Button, FileButton } from "@mantine/core";
import type { Segment } from "../../api/segments";
import { Row } from "../../components/layout";
import { count, listing, plural } from "../../lib/format";
import { conditionText } from "../../lib/sentences";
import { useRemoveSegment, useUpload } from "./queries";

interface Props {
  project: string;
  environment: string;
  segment: Segment;
  onEdit(): void;
}

/** Who is in a segment, as words. */
export function members({ included = [], excluded = [], when, large }: Segment): string {
  const parts = [
    ...(large ? [`${plural(large.count, "key")} from a file`] : []),
    ...(included.length ? [listing(included)] : []),
    ...(when ? [`whoever has ${conditionText(when)}`] : []),
  ];
  const without = excluded.length ? `, without ${listing(excluded)}` : "";
  return parts.length ? parts.join(", and ") + without : `nobody yet${without}`;
}

export function SegmentRow({ project, environment, segment, onEdit }: Props) {
  const { key, name, large } = segment;
  const remove = useRemoveSegment(project, environment);
  const upload = useUpload(project, environment);
  return (
    <tr>
      <th scope="row">
        {key}
        {name && name !== key && <span className="quiet"> {name}</span>}
      </th>
      <td>{members(segment)}</td>
      <td>{large ? plural(large.count, "key") : count(0)}</td>
      <td>
        <Row>
          <Button size="compact-xs" variant="default" aria-label={`Edit ${key}`} onClick={onEdit}>
            Edit
          </Button>
          <FileButton
            accept="text/plain,.txt,.csv"
            onChange={(file) => file && upload.mutate({ segment, file })}
            inputProps={{ "aria-label": `Keys of ${key}` }}
          >
            {(props) => (
              <Button
                {...props}
                size="compact-xs"
                variant="default"
                loading={upload.isPending}
                aria-label={`Upload keys of ${key}`}
              >
                Upload keys
              </Button>
            )}
          </FileButton>
          <Button
            size="compact-xs"
            variant="light"
            color="red"
            aria-label={`Remove ${key}`}
            onClick={() => remove.mutate(segment)}
          >
            Remove
          </Button>
        </Row>
      </td>
    </tr>
  );
}
