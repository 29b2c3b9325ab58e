"use client";

import { useQuery } from "@tanstack/react-query";
import { CalendarDays } from "lucide-react";
import { SymbolAndName } from "@/components/portfolio/symbol-and-name";
import { IncomeBars } from "@/components/charts/income-bars";
import { accountName } from "@/components/portfolio/account-name";
import type { Income, Portfolio } from "@/components/portfolio/portfolio-sums";
import { useAccountIds } from "@/components/portfolio/use-portfolio";
import { useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Figure } from "@/components/ui/figure";
import { PhoneRow } from "@/components/ui/phone-row";
import { Skeleton } from "@/components/ui/skeleton";
import { Tabs } from "@/components/ui/tabs";
import { formatMoney, formatPrice, formatQuantity } from "@/domain/money/format";
import { sumWire } from "@/domain/money/wire-sum";
import { formatDate } from "@/domain/time/format";

type Dividend = Income["history"][number];
type BySymbol = Income["bySymbol"][number];

type IncomeCardProps = Pick<Portfolio, "accounts"> & {
  /** It may be seen soon: nothing is asked before. */
  isNear: boolean;
};

/** What was paid month by month, what each dividend was, and what is announced. Nothing else is foretold. */
export function IncomeCard({ accounts, isNear }: IncomeCardProps) {
  const trpc = useTRPC();
  const accountIds = useAccountIds({ accounts });
  const { data, isError, refetch } = useQuery(
    trpc.portfolio.income.queryOptions({ accountIds }, { enabled: isNear }),
  );
  return (
    <Card title="Income" padding="none" aside="Dividends and interest, USD">
      {data ? (
        <IncomeBody income={data} accounts={accounts} />
      ) : isError ? (
        <div className="flex items-center justify-between gap-4 px-4 pb-4 text-muted">
          This could not be read just now. <Button onClick={() => void refetch()}>Try again</Button>
        </div>
      ) : (
        <Skeleton className="mx-4 mb-4 h-96" />
      )}
    </Card>
  );
}

function IncomeBody({ income, accounts }: { income: Income } & Pick<Portfolio, "accounts">) {
  const { lastTwelveMonths: year, months, expected, history, bySymbol } = income;
  const columns = dividendColumns(accounts);
  return (
    <>
      <div className="grid grid-cols-2 gap-x-6 gap-y-4 px-4 pb-3 md:grid-cols-4">
        <Figure label="Dividends, twelve months" value={formatMoney(year.dividends)} />
        <Figure label="Interest, twelve months" value={formatMoney(year.interest)} />
        <Figure label="Tax withheld" value={formatMoney(year.withheld)} />
        <Figure label="Announced, to come" value={formatMoney(sumWire(expected.map(({ gross }) => gross)))} />
      </div>
      <IncomeBars
        months={months.map(({ month, dividends, interest, expected: toCome }) => ({
          month,
          received: sumWire([dividends, interest]),
          expected: toCome,
        }))}
        label="Income by month, twelve months back and what is announced"
      />
      <Tabs
        label="Income in detail"
        items={[
          {
            id: "expected",
            label: "To come",
            count: expected.length,
            content: (
              <Dividends
                caption="Announced dividends"
                rows={expected}
                columns={columns}
                empty="Nothing that you hold has announced a dividend. What companies announce stands here from that day on; nothing else is foretold."
              />
            ),
          },
          {
            id: "history",
            label: "Paid",
            content: (
              <Dividends
                caption="Dividends paid"
                rows={history}
                columns={columns}
                empty="No dividend has been paid to this account yet."
              />
            ),
          },
          { id: "symbols", label: "By position", content: <BySymbolTable rows={bySymbol} /> },
        ]}
      />
    </>
  );
}

function dividendColumns(accounts: Portfolio["accounts"]): TableColumn<Dividend>[] {
  return [
    {
      id: "symbol",
      header: "Symbol",
      isRowHeader: true,
      cell: ({ symbol }) => <span className="font-semibold">{symbol}</span>,
    },
    ...(accounts.length > 1
      ? [
          {
            id: "account",
            header: "Account",
            cell: (row: Dividend) => accountNameOf(accounts, row.accountId),
          },
        ]
      : []),
    { id: "ex", header: "Ex-date", cell: ({ exDate }) => formatDate(exDate) },
    {
      id: "pay",
      header: "Pay date",
      cell: ({ payDate, isPaid, isFixed }) =>
        isPaid || isFixed ? formatDate(payDate) : `${formatDate(payDate)}, if held until the ex-date`,
    },
    { id: "shares", header: "Shares", align: "end", cell: ({ quantity }) => formatQuantity(quantity) },
    { id: "per", header: "A share, USD", align: "end", cell: ({ perShare }) => formatPrice(perShare) },
    { id: "gross", header: "Gross, USD", align: "end", cell: ({ gross }) => formatMoney(gross) },
    {
      id: "withheld",
      header: "Tax, USD",
      align: "end",
      hideBelow: "lg",
      cell: ({ withheld }) => (withheld === null ? "—" : formatMoney(withheld)),
    },
    {
      id: "net",
      header: "Net, USD",
      align: "end",
      cell: ({ net }) => (net === null ? "—" : formatMoney(net)),
    },
  ];
}

const accountNameOf = (accounts: Portfolio["accounts"], id: string): string => {
  const account = accounts.find(({ accountId }) => accountId === id);
  return account ? accountName(account) : "";
};

type DividendsProps = {
  caption: string;
  rows: readonly Dividend[];
  columns: readonly TableColumn<Dividend>[];
  empty: string;
};

const Dividends = ({ caption, rows, columns, empty }: DividendsProps) => (
  <DataTable
    caption={caption}
    columns={columns}
    rows={rows}
    rowKey={({ accountId, symbol, exDate }) => `${accountId} ${symbol} ${exDate}`}
    phoneRow={(row) => (
      <PhoneRow
        start={row.symbol}
        startSub={`${formatDate(row.payDate)}, ${formatPrice(row.perShare)} on ${formatQuantity(row.quantity)}`}
        end={formatMoney(row.gross)}
        endSub={row.net === null ? "before tax" : `net ${formatMoney(row.net)}`}
      />
    )}
    empty={<EmptyState icon={<CalendarDays size={20} />} title={empty} />}
  />
);

const SYMBOL_COLUMNS: readonly TableColumn<BySymbol>[] = [
  {
    id: "symbol",
    header: "Symbol",
    isRowHeader: true,
    cell: (row) => <SymbolAndName {...row} />,
  },
  { id: "gross", header: "Twelve months, gross, USD", align: "end", cell: ({ gross }) => formatMoney(gross) },
  { id: "net", header: "Net, USD", align: "end", cell: ({ net }) => formatMoney(net) },
];

const BySymbolTable = ({ rows }: { rows: readonly BySymbol[] }) => (
  <DataTable
    caption="Income by position, twelve months"
    columns={SYMBOL_COLUMNS}
    rows={rows}
    rowKey={({ symbol }) => symbol}
    phoneRow={({ symbol, name, gross, net }) => (
      <PhoneRow start={symbol} startSub={name} end={formatMoney(gross)} endSub={`net ${formatMoney(net)}`} />
    )}
    empty={
      <EmptyState icon={<CalendarDays size={20} />} title="Nothing was paid in the last twelve months." />
    }
  />
);
