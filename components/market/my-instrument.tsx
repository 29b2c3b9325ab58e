"use client";

import type { Position } from "@/components/market/market-types";
import type { Order } from "@/components/orders/order-words";
import { OrderPhoneRow } from "@/components/orders/orders-table";
import { Card } from "@/components/ui/card";
import { Change } from "@/components/ui/change";
import { FigureList } from "@/components/ui/figure-list";
import { formatMoney, formatPercent, formatPrice, formatQuantity, formatSigned } from "@/domain/money/format";
import Link from "next/link";

type MyInstrumentProps = { symbol: string; position: Position | null; orders: readonly Order[] };

/** What the reader holds of an instrument, and what waits to trade; nothing while there is neither. */
export function MyInstrument({ symbol, position, orders }: MyInstrumentProps) {
  if (!position && orders.length === 0) return null;
  return (
    <Card title={`My ${symbol}`} padding="none">
      {position ? (
        <div className="px-4 pb-4">
          <FigureList
            items={[
              {
                label: "Shares",
                value: formatQuantity(position.quantity),
                note:
                  position.reserved === "0"
                    ? undefined
                    : `${formatQuantity(position.reserved)} held for sales`,
              },
              { label: "Average cost, USD", value: formatPrice(position.averageCost) },
              { label: "Value, USD", value: formatMoney(position.value), isStrong: true },
              {
                label: "Day, USD",
                value: (
                  <Change
                    text={formatSigned(position.dayChange)}
                    detail={formatPercent(position.dayChangeRatio)}
                  />
                ),
              },
              {
                label: "Total, USD",
                value: (
                  <Change
                    text={formatSigned(position.unrealised)}
                    detail={formatPercent(position.unrealisedRatio)}
                  />
                ),
              },
            ]}
          />
        </div>
      ) : null}
      {orders.length > 0 ? (
        <ul aria-label={`Open orders in ${symbol}`} className="divide-y divide-line border-t border-line">
          {orders.map((order) => (
            <li key={order.id}>
              <Link href={`/orders/${order.id}`} className="block hover:bg-sunk">
                <OrderPhoneRow order={order} />
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
    </Card>
  );
}
