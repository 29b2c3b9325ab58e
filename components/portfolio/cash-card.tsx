import type { Portfolio } from "@/components/portfolio/portfolio-sums";
import { Card } from "@/components/ui/card";
import { FigureList } from "@/components/ui/figure-list";
import { InfoTip } from "@/components/ui/info-tip";
import { LinkButton } from "@/components/ui/link-button";
import { formatMoney } from "@/domain/money/format";
import { compareWire, negateWire } from "@/domain/money/wire-sum";

const isSome = (value: string): boolean => compareWire(value, "0") !== 0;

/** The sum that makes buying power, and what is still to come. */
export function CashCard({ cash }: { cash: Portfolio["cash"] }) {
  const sales = { label: "Unsettled sales", value: formatMoney(cash.unsettledIn) };
  const coming = [
    { ...sales, isShown: cash.isSettledOnly && isSome(cash.unsettledIn) },
    {
      label: "Deposits not yet usable",
      value: formatMoney(cash.uncollected),
      isShown: isSome(cash.uncollected),
    },
  ].filter(({ isShown }) => isShown);
  return (
    <Card
      title="Cash and buying power"
      aside={
        <>
          USD
          <InfoTip label="how?" about="buying power is reckoned">
            Buying power is settled cash and the money from sales, less what you have bought and not yet paid
            for, less what open orders hold. A deposit counts once it is usable. Shares bought with money from
            sales must not be sold before those sales have settled: that is a good-faith violation
            {cash.isSettledOnly
              ? ", and because of such violations this account buys with settled cash only for now."
              : "."}
          </InfoTip>
        </>
      }
    >
      <FigureList
        items={[
          { label: "Settled cash", value: formatMoney(cash.settled) },
          ...(cash.isSettledOnly ? [] : [sales]),
          { label: "Unsettled purchases", value: formatMoney(negateWire(cash.unsettledOut)) },
          { label: "Held for open orders", value: formatMoney(negateWire(cash.reserved)) },
          { label: "Buying power", value: formatMoney(cash.available), isStrong: true },
          ...coming.map(({ label, value }) => ({ label, value, note: "Not in buying power yet" })),
        ]}
      />
      <div className="mt-4 grid grid-cols-2 gap-2">
        <LinkButton href="/transfers" variant="primary" fullWidth>
          Deposit
        </LinkButton>
        <LinkButton href="/transfers?move=withdraw" fullWidth>
          Withdraw
        </LinkButton>
      </div>
    </Card>
  );
}
