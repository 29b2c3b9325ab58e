import { routeInWords } from "@/components/orders/order-words";
import type { Side } from "@/components/orders/ticket-terms";
import type { Outputs } from "@/components/shell/trpc-client";
import { Callout } from "@/components/ui/callout";
import { cx } from "@/components/ui/cx";
import { FigureList } from "@/components/ui/figure-list";
import { InfoTip } from "@/components/ui/info-tip";
import { formatMoney, formatPrice } from "@/domain/money/format";

type Preview = Outputs["orders"]["preview"];

type TicketPreviewProps = {
  side: Side;
  /** Null while the ticket is not complete: the names stand there without figures. */
  preview: Preview | null;
  /** The figures belong to what stood there a moment ago. */
  isOld: boolean;
};

const amount = (value: string | null | undefined) => (value ? formatMoney(value) : "—");

/** What the order would cost and do, before the one button that does it. */
export function TicketPreview({ side, preview, isOld }: TicketPreviewProps) {
  const isBuy = side === "BUY";
  const route = preview
    ? routeInWords(preview.route.map((leg) => ({ ...leg, filled: "0" }))) || "Decided when a venue quotes"
    : "—";
  return (
    <div className={cx("grid gap-2.5 transition-opacity", isOld && preview && "opacity-60")}>
      <div className="rounded-control bg-sunk px-3 py-2.5">
        <FigureList
          look="plain"
          items={[
            {
              label: preview?.price
                ? `${isBuy ? "Cost" : "Proceeds"} at ${formatPrice(preview.price)}`
                : isBuy
                  ? "Cost"
                  : "Proceeds",
              value: amount(preview?.gross),
            },
            { label: "Commission", value: amount(preview?.commission) },
            ...(isBuy ? [] : [{ label: "SEC and FINRA fees", value: amount(preview?.regulatoryFees) }]),
            { label: isBuy ? "Total, about" : "You get, about", value: amount(preview?.net), isStrong: true },
            ...(isBuy
              ? [
                  {
                    label: (
                      <>
                        Held until it is done{" "}
                        <InfoTip label="why?" about="more is held than the order costs">
                          The most that the order can come to at its worst price, with every fee. What is not
                          used comes back as it is filled or cancelled.
                        </InfoTip>
                      </>
                    ),
                    value: amount(preview?.hold),
                  },
                ]
              : []),
            { label: "Buying power after", value: amount(preview?.buyingPowerAfter) },
          ]}
        />
      </div>
      {preview ? (
        <p className="text-small text-muted">
          {preview.sentence}. <span className="tabular">{route}</span>.
        </p>
      ) : null}
      {preview && preview.reasons.length > 0 ? (
        <Callout tone="caution" title="We would refuse this order">
          {preview.reasons.map((reason) => (
            <p key={reason.code} className="text-small">
              {reason.message}
            </p>
          ))}
        </Callout>
      ) : null}
    </div>
  );
}
