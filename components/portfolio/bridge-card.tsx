"use client";

import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import { Waterfall } from "@/components/charts/waterfall";
import { bridgeSteps, type BridgeTerm, TERM_WORDS } from "@/components/portfolio/bridge-words";
import { FormulaTip } from "@/components/portfolio/formula-tip";
import type { PerformancePlace } from "@/components/portfolio/performance-address";
import type { Bridge, Portfolio } from "@/components/portfolio/portfolio-sums";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Change } from "@/components/ui/change";
import { cx } from "@/components/ui/cx";
import { formatMoney, formatSigned } from "@/domain/money/format";
import { compareWire } from "@/domain/money/wire-sum";
import { formatDate } from "@/domain/time/format";

const EntriesDialog = dynamic(() =>
  import("@/components/portfolio/entries-dialog").then((module) => module.EntriesDialog),
);

type BridgeCardProps = {
  bridge: Bridge;
  period: PerformancePlace["period"];
  accounts: Portfolio["accounts"];
};

/** How the equity came from where it was to where it is: as a picture, and term by term, each with its entries. */
export function BridgeCard({ bridge, period, accounts }: BridgeCardProps) {
  const [opened, setOpened] = useState<BridgeTerm | null>(null);
  const steps = bridgeSteps(bridge);
  const from = formatDate(bridge.from);
  const to = formatDate(bridge.to);
  return (
    <Card
      title="What changed my equity"
      padding="none"
      aside={
        <>
          USD
          <FormulaTip name="bridge" about="the change is explained" />
        </>
      }
    >
      {compareWire(bridge.unexplained, "0") === 0 ? null : (
        <div className="px-4 pb-3">
          <Callout tone="caution" title="A part of this is not explained yet">
            Our books and the carrying firm’s differ by {formatMoney(bridge.unexplained)} dollars. The
            clearing desk looks into every such difference; when it is resolved, the sum closes.
          </Callout>
        </div>
      )}
      <div className="grid items-start xl:grid-cols-[minmax(0,1.35fr)_minmax(22rem,1fr)]">
        {steps.every(({ amount }) => compareWire(amount, "0") === 0) ? (
          <p className="mx-4 mb-4 flex min-h-56 items-center justify-center rounded-card bg-sunk px-6 text-center text-muted xl:h-full">
            Nothing has changed the equity in these days.
          </p>
        ) : (
          <Waterfall steps={steps} label={`What changed the equity, ${from} to ${to}`} />
        )}
        <table className="w-full text-base max-xl:border-t max-xl:border-line">
          <caption className="sr-only">
            Equity from {from} to {to}, term by term
          </caption>
          <tbody className="divide-y divide-line">
            <Row name={`Equity at the close of ${from}`} amount={formatMoney(bridge.opening)} isStrong />
            {bridge.lines.map(({ term, amount }) => (
              <Row
                key={term}
                name={TERM_WORDS[term].name}
                note={TERM_WORDS[term].note}
                amount={<Change text={formatSigned(amount)} hasMark={false} />}
                onOpen={compareWire(amount, "0") === 0 ? undefined : () => setOpened(term)}
              />
            ))}
            <Row
              name={bridge.isLive ? "Equity now" : `Equity at the close of ${to}`}
              amount={formatMoney(bridge.closing)}
              isStrong
            />
          </tbody>
        </table>
      </div>
      {opened ? (
        <EntriesDialog
          term={opened}
          amount={bridge.lines.find(({ term }) => term === opened)?.amount ?? "0"}
          period={period}
          days={`${from} to ${to}`}
          accounts={accounts}
          onClose={() => setOpened(null)}
        />
      ) : null}
    </Card>
  );
}

type RowProps = {
  name: string;
  note?: string;
  amount: ReactNode;
  isStrong?: boolean;
  onOpen?: () => void;
};

function Row({ name, note, amount, isStrong = false, onOpen }: RowProps) {
  return (
    <tr className={cx(onOpen && "relative hover:bg-tint", isStrong && "font-semibold")}>
      <th scope="row" className={cx("px-4 py-2 text-left", isStrong ? "font-semibold" : "font-normal")}>
        {onOpen ? (
          <button
            type="button"
            onClick={onOpen}
            className="text-left underline decoration-line-strong underline-offset-2 after:absolute after:inset-0"
          >
            {name}
          </button>
        ) : (
          name
        )}
        {note ? <span className="block text-label text-muted">{note}</span> : null}
      </th>
      <td className="num px-4 py-2 align-top">{amount}</td>
    </tr>
  );
}
