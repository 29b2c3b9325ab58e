"use client";

import { KEY_LIST } from "@/components/trade/keymap";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";

type KeysDialogProps = {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  isOn: boolean;
  onTurn: (isOn: boolean) => void;
};

/** The workspace's keys, and the switch that turns them off for those whose tools press letters (WCAG 2.1.4). */
export function KeysDialog({ isOpen, onOpenChange, isOn, onTurn }: KeysDialogProps) {
  return (
    <Dialog title="Keys of this page" size="sm" isOpen={isOpen} onOpenChange={onOpenChange}>
      <div className="grid gap-4">
        <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-2">
          {KEY_LIST.map(({ keys, does }) => (
            <div key={keys} className="contents">
              <dt>
                <Kbd>{keys}</Kbd>
              </dt>
              <dd className="text-base">{does}</dd>
            </div>
          ))}
        </dl>
        <p className="text-small text-muted">
          Letters do nothing while you type in a field. The borders between panels move with the arrow keys as
          well; a double click sets them back.
        </p>
        <Checkbox isSelected={isOn} onChange={onTurn}>
          Single keys act on this page
        </Checkbox>
      </div>
    </Dialog>
  );
}
