import { LotFacts } from "@/components/orders/lot-facts";
import { METHOD_LABELS, TERM_LABELS } from "@/components/orders/lot-words";
import { choosesLots, namedOf, type TicketForm } from "@/components/orders/ticket-form";
import type { Ticket } from "@/components/orders/use-ticket";
import type { Outputs } from "@/components/shell/trpc-client";
import { Callout } from "@/components/ui/callout";
import { Change } from "@/components/ui/change";
import { cx } from "@/components/ui/cx";
import { DecimalField } from "@/components/ui/decimal-field";
import { FigureList } from "@/components/ui/figure-list";
import { SelectField } from "@/components/ui/select-field";
import { formatMoney, formatQuantity, formatShares, formatSigned } from "@/domain/money/format";
import { METHOD_WORDS } from "@/domain/tax/lot-methods";
import { formatDate } from "@/domain/time/format";

type Preview = Outputs["tax"]["previewSale"];
type Lot = Preview["lots"][number];
type Choice = TicketForm["lotMethod"];

/** Lots that a sale would close are listed up to so many. */
const SHOWN = 6;

/** Which lots a sale closes, with what each gains and its term, before it is placed. It shows and does not advise. */
export function TicketLots({ ticket }: { ticket: Ticket }) {
  const { form, change, lots, problemOf } = ticket;
  if (!choosesLots(form) || !lots || (lots.lots.length === 0 && lots.more === 0)) return null;
  const chosen = form.lotMethod === "STANDING" ? lots.standing : form.lotMethod;
  const choices: Choice[] = ["STANDING", ...lots.methods, "SPECIFIC"];
  const isNaming = form.lotMethod === "SPECIFIC";
  // What the account's instruction would take says nothing of lots that are still to be named.
  const isUnnamed = isNaming && namedOf(form).length === 0;
  const shown = isNaming ? lots.lots : lots.lots.filter(({ taken }) => taken);
  const hidden = isNaming ? lots.more : Math.max(0, shown.length - SHOWN);
  return (
    <section aria-label="Tax lots" className="grid gap-2.5 rounded-control border border-line p-3">
      <SelectField
        label="Lots sold"
        name="lots"
        value={form.lotMethod}
        onChange={(value) => {
          const lotMethod = choices.find((one) => one === value);
          if (lotMethod) change({ lotMethod });
        }}
        error={problemOf("lots") ?? lots.problem ?? undefined}
        description={METHOD_WORDS[chosen]}
        options={choices.map((value) => ({
          value,
          label:
            value === "STANDING" ? `As instructed: ${METHOD_LABELS[lots.standing]}` : METHOD_LABELS[value],
        }))}
      />
      <ul
        aria-label={isNaming ? "Open lots" : "Lots that would be sold"}
        // Its fields can be reached by keyboard; without any it is short enough not to scroll.
        className={cx(
          "scroll-thin grid divide-y divide-line",
          isNaming && "relative -mx-1 max-h-72 overflow-y-auto px-1",
        )}
      >
        {shown.slice(0, isNaming ? undefined : SHOWN).map((lot) => (
          <LotRow
            key={lot.lotId}
            lot={isUnnamed ? { ...lot, taken: null } : lot}
            ticket={ticket}
            isNaming={isNaming}
          />
        ))}
      </ul>
      {hidden > 0 ? (
        <p className="text-small text-muted">
          {hidden === 1 ? "One more lot is" : `${hidden} more lots are`} {isNaming ? "open" : "sold"}, and not
          shown.
        </p>
      ) : null}
      {isUnnamed ? null : <Totals lots={lots} />}
      <WashWarning lots={lots} />
    </section>
  );
}

const termWords = ({ term, longFrom }: Lot): string =>
  longFrom ? `${TERM_LABELS[term]}, long-term from ${formatDate(longFrom)}` : TERM_LABELS[term];

function LotRow({ lot, ticket, isNaming }: { lot: Lot; ticket: Ticket; isNaming: boolean }) {
  const { form, change } = ticket;
  const { taken } = lot;
  return (
    <li className="grid grid-cols-[1fr_auto] items-start gap-x-3 gap-y-1 py-2 text-small">
      <LotFacts lot={lot} term={termWords(lot)} />
      <div className="num">
        {isNaming ? (
          <div className="w-28">
            <DecimalField
              label={`Shares of the lot bought ${formatDate(lot.acquiredOn)}`}
              isLabelHidden
              decimals={6}
              value={form.namedLots[lot.lotId] ?? ""}
              placeholder="0"
              onChange={(shares) => change({ namedLots: { ...form.namedLots, [lot.lotId]: shares } })}
            />
          </div>
        ) : (
          <p>{taken ? `${formatQuantity(taken.shares)} sold` : ""}</p>
        )}
        <Change text={formatSigned(taken ? taken.gain : lot.gain)} hasMark={false} />
        {taken || !isNaming ? null : <p className="text-label text-muted">if all was sold</p>}
      </div>
    </li>
  );
}

function Totals({ lots: { gain, method } }: { lots: Preview }) {
  if (!gain) return null;
  return (
    <FigureList
      look="plain"
      items={[
        { label: "Short-term gain or loss", value: formatSigned(gain.SHORT) },
        { label: "Long-term gain or loss", value: formatSigned(gain.LONG) },
        {
          label: "Gain or loss, about",
          value: formatSigned(gain.total),
          isStrong: true,
          note:
            method === "LOWEST_TAX"
              ? "The order of the lots follows the price at which it fills."
              : undefined,
        },
      ]}
    />
  );
}

function WashWarning({ lots: { wash } }: { lots: Preview }) {
  if (!wash) return null;
  const isTouched = wash.disallowed !== "0.00";
  return (
    <Callout tone={isTouched ? "caution" : "info"} title="Wash sales">
      {isTouched
        ? `${formatShares(wash.recentShares)} bought since ${formatDate(wash.from)} would disallow ${formatMoney(wash.disallowed)} of this loss: it would be added to their cost. `
        : ""}
      Purchases of the same stock in any of your accounts until {formatDate(wash.to)} would disallow{" "}
      {isTouched ? "it, too" : "this loss"} (IRS Pub. 550).
    </Callout>
  );
}
