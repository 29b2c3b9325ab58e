"use client";

import { DESK_KEYS } from "@/components/admin/desk/desk-keys";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";

/** The desk's keys, over the page. */
export function KeysHelp({ onClose }: { onClose: () => void }) {
  return (
    <Dialog
      title="Keys of the desk"
      size="sm"
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
    >
      <div className="grid gap-4">
        <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-2">
          {DESK_KEYS.map(({ keys, does }) => (
            <div key={keys} className="contents">
              <dt>
                <Kbd>{keys}</Kbd>
              </dt>
              <dd className="text-base">{does}</dd>
            </div>
          ))}
        </dl>
        <p className="text-small text-muted">Letters do nothing while you type in a field.</p>
      </div>
    </Dialog>
  );
}
