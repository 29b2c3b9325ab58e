import { TradesByMonth } from "@/components/charts/trades-by-month";
import type { Outputs } from "@/components/shell/trpc-client";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { DescriptionList } from "@/components/ui/description-list";
import { PhoneRow } from "@/components/ui/phone-row";
import { add, money, ZERO } from "@/domain/money/money";
import { formatMoney, formatPercent, formatUsd } from "@/domain/money/format";
import {
  BUSINESS_UNITS,
  type BusinessUnit,
  REVENUE_LINE_KEYS,
  REVENUE_LINES,
} from "@/domain/reports/revenue";
import { formatMonth } from "@/domain/time/format";

type Report = Outputs["reports"]["revenue"];
type Month = Report["months"][number];

const linesOf = (unit: BusinessUnit) => REVENUE_LINE_KEYS.filter((line) => REVENUE_LINES[line].unit === unit);
const ofUnit = (month: Month, unit: BusinessUnit): string =>
  linesOf(unit)
    .reduce((sum, line) => add(sum, money(month.lines[line])), ZERO)
    .toFixed(2);

const COLUMNS: readonly TableColumn<Month>[] = [
  { id: "month", header: "Month", isRowHeader: true, cell: (row) => formatMonth(row.month) },
  ...REVENUE_LINE_KEYS.map(
    (line): TableColumn<Month> => ({
      id: line,
      header: (
        <>
          <span className="block text-faint">{BUSINESS_UNITS[REVENUE_LINES[line].unit]}</span>
          {REVENUE_LINES[line].title}, USD
        </>
      ),
      align: "end",
      cell: (row) => formatMoney(row.lines[line]),
    }),
  ),
  { id: "total", header: "Total, USD", align: "end", cell: (row) => formatMoney(row.total) },
];

/** Revenue by business unit and month: the picture, the table, where each line comes from, and what was published. */
export function RevenueReport({ report }: { report: Report }) {
  const { published, total } = report;
  return (
    <div className="mt-4 grid gap-4 xl:grid-cols-2">
      <Card title={`${report.year} by month`} padding="none" className="xl:col-span-2">
        <DataTable
          caption={`Revenue by month, ${report.year}`}
          columns={COLUMNS}
          rows={report.months}
          rowKey={(row) => row.month}
          phoneRow={(row) => (
            <PhoneRow
              start={formatMonth(row.month)}
              startSub={`RushTrade ${formatUsd(ofUnit(row, "RUSHTRADE"))}`}
              end={formatUsd(row.total)}
              endSub={`RushGroup ${formatUsd(ofUnit(row, "RUSHGROUP"))}`}
            />
          )}
          footer={
            <tr>
              <th scope="row" className="px-4 py-2.5 text-left">
                {report.year}
              </th>
              {REVENUE_LINE_KEYS.map((line) => (
                <td key={line} className="num px-3 py-2.5">
                  {formatMoney(total.lines[line])}
                </td>
              ))}
              <td className="num px-4 py-2.5">{formatMoney(total.total)}</td>
            </tr>
          }
        />
      </Card>
      <Card title="Business units by month" padding="none">
        <TradesByMonth
          months={report.months.map((row) => ({
            month: formatMonth(row.month).slice(0, 3),
            current: ofUnit(row, "RUSHTRADE"),
            previous: ofUnit(row, "RUSHGROUP"),
          }))}
          currentLabel="RushTrade"
          previousLabel="RushGroup"
          unit="USD"
          label={`Revenue by business unit and month, ${report.year}`}
        />
      </Card>
      <Card title="Where each line comes from">
        <DescriptionList
          columns={1}
          items={REVENUE_LINE_KEYS.map((line) => ({
            term: `${BUSINESS_UNITS[REVENUE_LINES[line].unit]}: ${REVENUE_LINES[line].title}`,
            detail: REVENUE_LINES[line].note,
          }))}
        />
      </Card>
      <Card title="Published: revenue of 2002 and 2003" aside="published data" className="xl:col-span-2">
        <DescriptionList
          columns={3}
          items={[
            ...published.years.map(({ year, revenue }) => ({
              term: String(year),
              detail: formatUsd(revenue),
            })),
            { term: "Growth by these figures", detail: formatPercent(published.growth, 0) },
            { term: "Growth as printed", detail: formatPercent(published.printedGrowth, 0) },
          ]}
        />
        <div className="mt-4">
          <Callout title="Why the two differ">
            The release printed 926%. $1,056,479 is 9.26 times $114,131, that is 926% of it: 826% more. We
            show growth as new over old less one, here as everywhere.
          </Callout>
        </div>
      </Card>
    </div>
  );
}
