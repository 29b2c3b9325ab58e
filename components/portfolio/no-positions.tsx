import { ChartPie } from "lucide-react";
import type { Cash } from "@/components/portfolio/portfolio-sums";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { formatMoney } from "@/domain/money/format";
import { compareWire } from "@/domain/money/wire-sum";

/** The next step of someone who holds nothing: money first, then an order. */
export function NoPositions({ cash }: { cash: Cash }) {
  if (compareWire(cash.available, "0") > 0) {
    return (
      <EmptyState
        icon={<ChartPie size={20} />}
        title="Nothing bought yet"
        action={
          <LinkButton href="/trade" variant="primary">
            Place your first order
          </LinkButton>
        }
      >
        You have {formatMoney(cash.available)} dollars to invest. What you buy stands here with its value,
        live.
      </EmptyState>
    );
  }
  if (compareWire(cash.uncollected, "0") > 0) {
    return (
      <EmptyState
        icon={<ChartPie size={20} />}
        title="Your deposit is on its way"
        action={<LinkButton href="/transfers">See where it is</LinkButton>}
      >
        As soon as it is usable you can place your first order.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<ChartPie size={20} />}
      title="Start with a deposit"
      action={
        <LinkButton href="/transfers" variant="primary">
          Deposit money
        </LinkButton>
      }
    >
      Link your bank and move some money here. Then you can place your first order.
    </EmptyState>
  );
}
