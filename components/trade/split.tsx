"use client";

import { Children, Fragment, type ReactNode } from "react";
import { Group, Panel, type PanelProps, Separator, useDefaultLayout } from "react-resizable-panels";
import { layoutStorage } from "@/components/trade/layout-storage";
import { cx } from "@/components/ui/cx";

export type SplitPart = Pick<PanelProps, "defaultSize" | "minSize" | "maxSize" | "groupResizeBehavior"> & {
  id: string;
  /** Names the part for who moves a border with the keyboard: "watchlist". */
  name: string;
};

type SplitProps = {
  /** Under this name the sizes are remembered. */
  id: string;
  direction: "horizontal" | "vertical";
  parts: readonly SplitPart[];
  /** One child a part. */
  children: ReactNode;
};

/** Parts beside or above each other with borders that move by pointer and by arrow keys; sizes are remembered. */
export function Split({ id, direction, parts, children }: SplitProps) {
  const layout = useDefaultLayout({ id: `rushtrade.trade.${id}`, storage: layoutStorage });
  return (
    <Group orientation={direction} {...layout} className="h-full w-full">
      {Children.toArray(children).map((child, index) => {
        const part = parts[index];
        const before = parts[index - 1];
        if (!part) return null;
        const { name, ...size } = part;
        return (
          <Fragment key={part.id}>
            {before ? (
              <Separator
                aria-label={`Border between ${before.name} and ${name}`}
                className={cx(
                  "shrink-0 rounded-mark transition-colors hover:bg-line-strong data-[separator=active]:bg-accent data-[separator=hover]:bg-line-strong",
                  direction === "horizontal" ? "w-2" : "h-2",
                )}
              />
            ) : null}
            <Panel {...size} className="relative overflow-hidden">
              {child}
            </Panel>
          </Fragment>
        );
      })}
    </Group>
  );
}
