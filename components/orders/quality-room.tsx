"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Gauge } from "lucide-react";
import { useState } from "react";
import { venueName } from "@/components/market/venue-name";
import { QualityGlossary, QualityTable } from "@/components/orders/quality-table";
import { type Quality, type Span, SPANS, typeName } from "@/components/orders/quality-words";
import { useTRPC } from "@/components/shell/trpc-client";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Change } from "@/components/ui/change";
import { cx } from "@/components/ui/cx";
import { EmptyState } from "@/components/ui/empty-state";
import { Figure } from "@/components/ui/figure";
import { LinkButton } from "@/components/ui/link-button";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { formatQuantity, formatSigned } from "@/domain/money/format";
import { sumWire } from "@/domain/money/wire-sum";

type QualityRoomProps = {
  accountId: string;
  initial: { span: Span; quality: Quality };
};

/** How well an account's orders were executed, by venue and by type, over a span of days. */
export function QualityRoom({ accountId, initial }: QualityRoomProps) {
  const trpc = useTRPC();
  const [span, setSpan] = useState(initial.span);
  const { data, isPlaceholderData, isError } = useQuery(
    trpc.orders.quality.queryOptions(
      { accountId, days: Number(span) },
      {
        placeholderData: keepPreviousData,
        ...(span === initial.span ? { initialData: initial.quality } : {}),
      },
    ),
  );
  const quality = data ?? initial.quality;

  function choose(chosen: Span) {
    setSpan(chosen);
    const query = new URLSearchParams(window.location.search);
    query.set("days", chosen);
    window.history.replaceState(null, "", `?${query}`);
  }

  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <SegmentedControl
          label="Span"
          size="sm"
          value={span}
          onChange={choose}
          options={SPANS.map((days) => ({ value: days, label: `${days} days` }))}
        />
      </div>
      {isError ? (
        <Callout tone="caution" title="These figures could not be read" isLive>
          What is shown is what was read last.
        </Callout>
      ) : null}
      <div className={cx("grid min-w-0 gap-4 transition-opacity", isPlaceholderData && "opacity-60")}>
        {quality.byVenue.length === 0 ? <NothingYet days={quality.days} /> : <Tables quality={quality} />}
      </div>
    </div>
  );
}

function Tables({ quality: { byVenue, byType } }: { quality: Quality }) {
  const sumOf = (part: "filledShares" | "improvement" | "improvedShares") =>
    sumWire(byVenue.map((row) => row[part]));
  return (
    <>
      <Card>
        <div className="grid grid-cols-2 gap-x-6 gap-y-4 pt-1 sm:grid-cols-3">
          <Figure label="Shares filled" value={formatQuantity(sumOf("filledShares"))} />
          <Figure
            label="Price improvement, USD"
            value={<Change text={formatSigned(sumOf("improvement"))} hasMark={false} />}
          />
          <Figure label="Shares at an improved price" value={formatQuantity(sumOf("improvedShares"))} />
        </div>
      </Card>
      <Card title="By venue" padding="none">
        <QualityTable
          caption="Execution quality by venue"
          kind="Venue"
          rows={byVenue}
          nameOf={(mic) => <span className="whitespace-nowrap">{venueName(mic)}</span>}
        />
      </Card>
      <Card
        title="By type of order"
        padding="none"
        footer="Spreads and improvement are measured against the national best bid and offer when the shares were routed (17 CFR 242.600(b)(8)). They are of shares that took what was displayed: an order that waits in a book trades at its own price. Fills that were taken back are left out."
      >
        <QualityTable
          caption="Execution quality by type of order"
          kind="Type"
          rows={byType}
          nameOf={typeName}
        />
      </Card>
      <QualityGlossary />
    </>
  );
}

function NothingYet({ days }: { days: number }) {
  return (
    <EmptyState
      icon={<Gauge size={20} />}
      title={`Nothing was sent to a venue in ${days} days`}
      action={
        <LinkButton href="/trade" variant="primary">
          Place an order
        </LinkButton>
      }
    >
      After your first order you see here, venue by venue, how much of it was filled, how fast, and how its
      price compares with the best quotes of that moment.
    </EmptyState>
  );
}
