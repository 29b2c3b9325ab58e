"use client";

import { useHasExtendedHours } from "@/components/shell/live-provider";
import { ChevronRight } from "lucide-react";
import { GROUP_LABELS, hiddenChoices, routeLabel } from "@/components/orders/ticket-choices";
import { TicketExits } from "@/components/orders/ticket-exits";
import { DART, type GroupKind, isReducedByDividends, type Route } from "@/components/orders/ticket-form";
import type { Ticket } from "@/components/orders/use-ticket";
import { Checkbox } from "@/components/ui/checkbox";
import { InfoTip } from "@/components/ui/info-tip";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { SelectField } from "@/components/ui/select-field";
import { useKeptFlag } from "@/components/ui/use-kept-flag";
import { EXCHANGES } from "@/domain/market/types";

const KEPT = "rushtrade.ticket.more";
const GROUPS: readonly (GroupKind | "NONE")[] = ["NONE", "BRACKET", "OTO", "OCO"];

/** Route, hours and orders that belong together: folded until wanted, and remembered as it was left. */
export function TicketMore({ ticket }: { ticket: Ticket }) {
  const [isOpen, keepOpen] = useKeptFlag(KEPT, false);
  const { form, change } = ticket;
  const chosen = hiddenChoices(form);
  return (
    <div className="rounded-control border border-line">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => keepOpen(!isOpen)}
        className="flex min-h-11 w-full items-center gap-1.5 rounded-control px-3 text-left text-small font-medium hover:bg-tint md:min-h-8.5"
      >
        <ChevronRight aria-hidden size={14} className={isOpen ? "rotate-90 text-muted" : "text-muted"} />
        More
        <span className="ml-auto min-w-0 truncate font-normal text-muted">
          {chosen.length > 0 ? chosen.join(", ") : "route, hours, exits"}
        </span>
      </button>
      {isOpen ? (
        <div className="grid gap-3 border-t border-line px-3 py-3">
          <SelectField
            label="Orders together"
            value={form.group}
            onChange={(kind) => change({ group: GROUPS.find((one) => one === kind) ?? "NONE" })}
            options={GROUPS.map((kind) => ({ value: kind, label: GROUP_LABELS[kind] }))}
          />
          {form.group === "NONE" ? (
            <>
              <RouteFields ticket={ticket} />
              <ExtendedHours ticket={ticket} />
              <DoNotReduce ticket={ticket} />
            </>
          ) : (
            <TicketExits ticket={ticket} />
          )}
        </div>
      ) : null}
    </div>
  );
}

function RouteFields({ ticket: { form, change, problemOf, instrument } }: { ticket: Ticket }) {
  // Over the counter there is the market maker alone.
  const routes: Route[] = instrument?.kind === "OTC" ? [DART] : [DART, ...EXCHANGES];
  return (
    <>
      <SelectField
        label="Route"
        value={form.route}
        onChange={(route) => change({ route: routes.find((one) => one === route) ?? DART })}
        error={problemOf("route")}
        description={form.sizeIn === "DOLLARS" ? "Orders in dollars go by DART." : undefined}
        options={routes.map((route) => ({
          value: route,
          label: routeLabel(route),
          isDisabled: route !== DART && form.sizeIn === "DOLLARS",
        }))}
      />
      {form.route === DART ? null : (
        <div className="grid gap-1.5">
          <p className="text-small font-medium">
            Where a better quote stands elsewhere{" "}
            <InfoTip label="why?" about="a direct order may not trade through a better quote">
              Reg NMS Rule 611 lets no order trade at a worse price than a protected quote elsewhere. Slide:
              the order waits at the nearest price that is allowed. Cancel: it comes back to you.
            </InfoTip>
          </p>
          <SegmentedControl
            label="Where a better quote stands elsewhere"
            size="sm"
            fullWidth
            value={form.onProtected}
            onChange={(onProtected) => change({ onProtected })}
            options={[
              { value: "SLIDE", label: "Slide" },
              { value: "CANCEL", label: "Cancel" },
            ]}
          />
        </div>
      )}
    </>
  );
}

function ExtendedHours({ ticket: { form, change } }: { ticket: Ticket }) {
  // Where the exchange keeps regular hours only there is nothing to choose.
  const isOffered = useHasExtendedHours();
  if (!isOffered) return null;
  return (
    <Checkbox
      isSelected={form.session === "EXTENDED"}
      isDisabled={form.type !== "LIMIT"}
      onChange={(isExtended) => change({ session: isExtended ? "EXTENDED" : "REGULAR" })}
      description={
        form.type === "LIMIT"
          ? "4:00 to 9:30 and from the close to 20:00 ET: fewer quotes, wider spreads, and prices that may differ from the next session’s."
          : "For limit orders only."
      }
    >
      Also trade in extended hours
    </Checkbox>
  );
}

function DoNotReduce({ ticket: { form, change } }: { ticket: Ticket }) {
  if (!isReducedByDividends(form)) return null;
  return (
    <Checkbox
      isSelected={form.doNotReduce}
      onChange={(doNotReduce) => change({ doNotReduce })}
      description="Otherwise a cash dividend lowers the price by as much on its ex-date (FINRA 5330)."
    >
      Do not reduce for dividends
    </Checkbox>
  );
}
