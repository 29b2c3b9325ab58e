"use client";

import { Ellipsis } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { MenuButton } from "@/components/ui/menu";
import { TextField } from "@/components/ui/text-field";
import type { Watchlists } from "@/components/watchlists/use-watchlists";
import type { List } from "@/components/watchlists/watchlist-rows";
import { WATCHLIST_LIMITS } from "@/domain/watchlists/watchlist-input";

type Asked = "CREATE" | "RENAME" | "DELETE" | null;

type WatchlistMenuProps = {
  watchlists: Watchlists;
  lists: readonly List[];
  /** The list that is shown; none when the person has no lists. */
  shown: List | undefined;
  onShow: (listId: string) => void;
};

/** What can be done with lists as a whole: make, rename, put in order, delete. */
export function WatchlistMenu({ watchlists, lists, shown, onShow }: WatchlistMenuProps) {
  const [asked, ask] = useState<Asked>(null);
  const at = shown ? lists.findIndex(({ id }) => id === shown.id) : -1;
  const close = () => ask(null);
  const moveTo = (to: number) => shown && watchlists.move.mutate({ listId: shown.id, to });

  const own = shown
    ? [
        { id: "rename", label: `Rename ${shown.name}`, onAction: () => ask("RENAME") },
        { id: "earlier", label: "Move earlier", isDisabled: at === 0, onAction: () => moveTo(at - 1) },
        {
          id: "later",
          label: "Move later",
          isDisabled: at === lists.length - 1,
          onAction: () => moveTo(at + 1),
        },
        {
          id: "delete",
          label: `Delete ${shown.name}`,
          tone: "danger" as const,
          onAction: () => ask("DELETE"),
        },
      ]
    : [];
  return (
    <>
      <MenuButton
        label="Watchlist actions"
        isIconOnly
        size="sm"
        variant="quiet"
        align="end"
        items={[
          {
            id: "create",
            label: "New watchlist",
            isDisabled: lists.length >= WATCHLIST_LIMITS.lists,
            onAction: () => ask("CREATE"),
          },
          ...own,
        ]}
      >
        <Ellipsis aria-hidden size={16} />
      </MenuButton>
      <NameDialog
        title="New watchlist"
        verb="Make it"
        name=""
        isOpen={asked === "CREATE"}
        onClose={close}
        onName={(name) => watchlists.create.mutate({ name }, { onSuccess: (list) => onShow(list.id) })}
      />
      <NameDialog
        title="Rename the watchlist"
        verb="Rename"
        name={shown?.name ?? ""}
        isOpen={asked === "RENAME"}
        onClose={close}
        onName={(name) => shown && watchlists.rename.mutate({ listId: shown.id, name })}
      />
      <Dialog
        size="sm"
        isAlert
        title={`Delete ${shown?.name ?? "the watchlist"}?`}
        isOpen={asked === "DELETE"}
        onOpenChange={close}
        footer={
          <>
            <Button onClick={close}>Keep it</Button>
            <Button
              variant="danger"
              onClick={() => {
                if (shown) watchlists.remove.mutate({ listId: shown.id });
                close();
              }}
            >
              Delete
            </Button>
          </>
        }
      >
        <p className="text-base">The list goes for good. Your positions and orders stay as they are.</p>
      </Dialog>
    </>
  );
}

type NameDialogProps = {
  title: string;
  verb: string;
  name: string;
  isOpen: boolean;
  onClose: () => void;
  onName: (name: string) => void;
};

function NameDialog({ title, verb, name, isOpen, onClose, onName }: NameDialogProps) {
  return (
    <Dialog size="sm" title={title} isOpen={isOpen} onOpenChange={onClose}>
      <NameForm
        verb={verb}
        name={name}
        onName={(given) => {
          onName(given);
          onClose();
        }}
      />
    </Dialog>
  );
}

function NameForm({ verb, name, onName }: Pick<NameDialogProps, "verb" | "name" | "onName">) {
  const [text, setText] = useState(name);
  const [isEmpty, setEmpty] = useState(false);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (text.trim() === "") setEmpty(true);
    else onName(text.trim());
  }
  return (
    <form noValidate onSubmit={submit} className="grid gap-3">
      <TextField
        label="Name"
        value={text}
        onChange={setText}
        maxLength={40}
        autoComplete="off"
        error={isEmpty && text.trim() === "" ? "Give it a name, such as Energy." : undefined}
      />
      <Button type="submit" variant="primary">
        {verb}
      </Button>
    </form>
  );
}
