import type { Outputs } from "@/components/shell/trpc-client";
import { Card } from "@/components/ui/card";
import { formatPercent, formatQuantity } from "@/domain/money/format";
import { formatMonth } from "@/domain/time/format";

type Published = Outputs["reports"]["tradeVolume"]["published"];

/** What the firm itself once published; history, no figure of this installation. */
export function PublishedReport({ published }: { published: Published }) {
  const { current, previous, growth } = published;
  const lines = [
    { label: "Customer accounts", now: current.accounts, before: previous.accounts, growth: growth.accounts },
    { label: "Customer assets, USD", now: current.assets, before: previous.assets, growth: growth.assets },
    {
      label: "Shares traded in the month",
      now: current.shares,
      before: previous.shares,
      growth: growth.shares,
    },
  ];
  return (
    <Card
      title={`Published: ${formatMonth(current.month)}`}
      aside="published data"
      padding="none"
      footer="As RushTrade reported it in 2004, shown for comparison. The accounts of October 2003 were not published."
    >
      <section
        aria-label="Published figures"
        // The table may scroll sideways, so a keyboard must be able to reach it.
        tabIndex={0}
        className="scroll-thin overflow-x-auto"
      >
        <table className="w-full text-base max-md:text-small">
          <caption className="sr-only">RushTrade&rsquo;s published trade volume report</caption>
          <thead>
            <tr className="border-b border-line text-label text-muted">
              <th scope="col" className="px-4 py-2 text-left font-medium">
                Figure
              </th>
              <th scope="col" className="px-3 py-2 text-right font-medium">
                {formatMonth(current.month)}
              </th>
              <th scope="col" className="px-3 py-2 text-right font-medium">
                {formatMonth(previous.month)}
              </th>
              <th scope="col" className="px-4 py-2 text-right font-medium">
                Growth
              </th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {lines.map((line) => (
              <tr key={line.label}>
                <th scope="row" className="px-4 py-2.5 text-left font-normal">
                  {line.label}
                </th>
                <td className="num px-3 py-2.5">{formatQuantity(line.now)}</td>
                <td className="num px-3 py-2.5">{formatQuantity(line.before)}</td>
                <td className="num px-4 py-2.5">{formatPercent(line.growth, 0)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Card>
  );
}
