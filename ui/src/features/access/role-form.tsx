import { Button, Checkbox, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { permissions, type Role, type RoleEdit } from "../../api/roles";
import { Row, Stack } from "../../components/layout";
import { ErrorNote } from "../../components/states";
import { accessText } from "../../text/en/access";
import { useAddRole, useEditRole, useRemoveRole } from "./roles-queries";

const words = accessText.roleForm;

interface NewProps {
  onDone(): void;
}

/** A role that is to be made up. */
export function NewRoleForm({ onDone }: NewProps) {
  const add = useAddRole(onDone);
  const [key, setKey] = useState("");
  return (
    <RoleFields
      before={{ name: "", permissions: ["view"] }}
      submit={words.make}
      sending={add}
      onSend={(edit) => add.mutate({ key: key.trim(), ...edit })}
      onCancel={onDone}
    >
      <TextInput
        label={words.key}
        description={words.keyHint}
        placeholder={words.exampleKey}
        value={key}
        onChange={(event) => setKey(event.target.value)}
        pattern="[a-z0-9][a-z0-9._\-]{0,63}"
        title={words.keyRule}
        required
        data-autofocus
      />
    </RoleFields>
  );
}

interface Props {
  role: Role;
  onDone(): void;
}

/** What a role is called and gives, for all who have it; and its end. */
export function RoleForm({ role, onDone }: Props) {
  const edit = useEditRole(role, onDone);
  const remove = useRemoveRole(role, onDone);
  return (
    <Stack>
      <RoleFields
        before={role}
        submit={words.save}
        sending={edit}
        onSend={(to) => edit.mutate(to)}
        onCancel={onDone}
      >
        <p>{words.holdsAtOnce}</p>
      </RoleFields>
      <ErrorNote error={remove.error} />
      <div>
        <Button
          variant="light"
          color="red"
          loading={remove.isPending}
          onClick={() => remove.mutate()}
        >
          {words.remove}
        </Button>
      </div>
    </Stack>
  );
}

interface FieldsProps {
  before: RoleEdit;
  submit: string;
  sending: { error: unknown; isPending: boolean };
  children: ReactNode;
  onSend(edit: RoleEdit): void;
  onCancel(): void;
}

function RoleFields({ before, submit, sending, children, onSend, onCancel }: FieldsProps) {
  const [name, setName] = useState(before.name);
  const [given, setGiven] = useState<string[]>(before.permissions);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSend({
          name: name.trim(),
          permissions: permissions.filter((one) => given.includes(one)),
        });
      }}
    >
      <Stack>
        {children}
        <TextInput
          label={words.name}
          value={name}
          onChange={(event) => setName(event.target.value)}
          maxLength={200}
          required
          data-autofocus
        />
        <Checkbox.Group
          label={words.may}
          labelProps={{ mb: "xs" }}
          value={given}
          onChange={setGiven}
        >
          <Stack>
            {permissions.map((one) => (
              <Checkbox
                key={one}
                value={one}
                label={one}
                description={words.permissions[one]}
                // Who may do any of it may look.
                disabled={one === "view"}
              />
            ))}
          </Stack>
        </Checkbox.Group>
        <ErrorNote error={sending.error} />
        <Row>
          <Button type="submit" loading={sending.isPending}>
            {submit}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {words.cancel}
          </Button>
        </Row>
      </Stack>
    </form>
  );
}
