import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";

export type CalloutTone = "info" | "gain" | "caution" | "danger";

const LOOKS = {
  info: { box: "bg-accent-soft", mark: "text-accent", Icon: Info },
  gain: { box: "bg-gain-soft", mark: "text-gain", Icon: CircleCheck },
  caution: { box: "bg-caution-soft", mark: "text-caution", Icon: TriangleAlert },
  danger: { box: "bg-danger-soft", mark: "text-danger", Icon: CircleAlert },
};

type CalloutProps = {
  tone?: CalloutTone;
  title?: string;
  children?: ReactNode;
  action?: ReactNode;
  /** It appears in answer to something, and is read out at once. */
  isLive?: boolean;
  /** Without its coloured ground, for places that have their own. */
  isPlain?: boolean;
};

/** Something to know before going on; for failures: what happened, what was and was not done, what to try. */
export function Callout({
  tone = "info",
  title,
  children,
  action,
  isLive = false,
  isPlain = false,
}: CalloutProps) {
  const { box, mark, Icon } = LOOKS[tone];
  return (
    <div
      role={isLive ? (tone === "danger" ? "alert" : "status") : undefined}
      className={cx("flex items-start gap-3 rounded-card px-4 py-3", !isPlain && box)}
    >
      <Icon aria-hidden size={18} className={cx("mt-0.5 shrink-0", mark)} />
      <div className="grid min-w-0 flex-1 gap-1">
        {title ? <p className={cx("text-base font-semibold", mark)}>{title}</p> : null}
        {children ? <div className="text-base">{children}</div> : null}
        {action ? <div className="mt-2 flex flex-wrap gap-2">{action}</div> : null}
      </div>
    </div>
  );
}
