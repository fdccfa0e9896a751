import { Button } from "@mantine/core";
import { Plus } from "lucide-react";
import { useState } from "react";
import type { Role } from "../../api/roles";
import { Dialog } from "../../components/dialog";
import { Card } from "../../components/layout";
import { ErrorNote, Loading } from "../../components/states";
import css from "../../components/table.module.css";
import { accessText } from "../../text/en/access";
import { usePeople } from "./people-queries";
import { NewRoleForm, RoleForm } from "./role-form";
import { useAllRoles } from "./roles-queries";

const words = accessText.rolesCard;

/** What may be given, which anybody may look at; an administrator makes roles up of permissions. */
export function RolesCard() {
  const { data, error, isPending, refetch } = useAllRoles();
  const [edited, setEdited] = useState<Role | "new">();
  // Who may see people may administer, and nobody else.
  const mayChange = usePeople().isSuccess;
  const close = () => setEdited(undefined);
  const noneOwn = data?.every(({ builtIn }) => builtIn);
  return (
    <Card title={words.roles} label={words.roles} aside={words.aside}>
      <ErrorNote error={error} retry={refetch} />
      {isPending && <Loading what={words.theRoles} />}
      {data && data.length > 0 && (
        <div className={css.scroll}>
          <table className={css.table}>
            <thead>
              <tr>
                <th scope="col">{words.name}</th>
                <th scope="col">{words.may}</th>
                <th scope="col">
                  <span className="visually-hidden">{words.edit}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.map((role) => (
                <Line
                  key={role.key}
                  role={role}
                  onEdit={mayChange ? () => setEdited(role) : undefined}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {noneOwn && <p className={css.text}>{words.noneOwn}</p>}
      {data && mayChange && (
        <div>
          <Button
            variant="default"
            leftSection={<Plus size={14} aria-hidden />}
            onClick={() => setEdited("new")}
          >
            {words.make}
          </Button>
        </div>
      )}
      <Dialog
        title={edited === "new" ? words.make : (edited?.name ?? "")}
        opened={edited !== undefined}
        onClose={close}
        size="md"
      >
        {edited === "new" && <NewRoleForm onDone={close} />}
        {edited && edited !== "new" && <RoleForm role={edited} onDone={close} />}
      </Dialog>
    </Card>
  );
}

function Line({ role, onEdit }: { role: Role; onEdit?: () => void }) {
  const { key, name, permissions, builtIn } = role;
  return (
    <tr>
      <th scope="row">
        {name} <span className="quiet">{key}</span>
      </th>
      <td>{permissions.length > 0 ? permissions.join(", ") : words.nothing}</td>
      <td>
        {builtIn && <span className="quiet">{words.ofTheHouse}</span>}
        {!builtIn && onEdit && (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={words.editOne(name)}
            onClick={onEdit}
          >
            {words.edit}
          </Button>
        )}
      </td>
    </tr>
  );
}
