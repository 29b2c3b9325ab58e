import type { PaletteCommand } from "@/components/shell/rank-commands";
import { cx } from "@/components/ui/cx";
import { Kbd } from "@/components/ui/kbd";

type PaletteRowProps = {
  id: string;
  index: number;
  entry: PaletteCommand;
  isActive: boolean;
  isFirstOfGroup: boolean;
  onPoint: () => void;
  onPick: () => void;
};

/** One line of the palette. The input keeps the focus, so a press must not take it. */
export function PaletteRow({ id, index, entry, isActive, isFirstOfGroup, onPoint, onPick }: PaletteRowProps) {
  return (
    <>
      {isFirstOfGroup ? (
        <div role="presentation" className="px-2.5 pt-2 pb-1 text-label text-muted">
          {entry.group}
        </div>
      ) : null}
      <div
        id={id}
        role="option"
        tabIndex={-1}
        data-index={index}
        aria-selected={isActive}
        onPointerMove={onPoint}
        onMouseDown={(event) => event.preventDefault()}
        onClick={onPick}
        className={cx(
          "flex min-h-11 items-center gap-3 rounded-inner px-2.5 py-1.5 text-base md:min-h-9",
          isActive && "bg-accent-soft",
        )}
      >
        <span className="font-medium">{entry.label}</span>
        {entry.hint ? <span className="min-w-0 truncate text-muted">{entry.hint}</span> : null}
        {entry.shortcut ? (
          <span className="ml-auto">
            <Kbd>{entry.shortcut}</Kbd>
          </span>
        ) : null}
      </div>
    </>
  );
}
