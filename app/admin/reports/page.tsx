import type { Metadata } from "next";
import { CsvButton } from "@/components/admin/reports/csv-button";
import { PublishedReport } from "@/components/admin/reports/published-report";
import { ReportTabs } from "@/components/admin/reports/report-tabs";
import { VolumeChart } from "@/components/admin/reports/volume-chart";
import { VolumeTable } from "@/components/admin/reports/volume-table";
import { YearLinks } from "@/components/admin/reports/year-links";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { tradeVolumeInput } from "@/domain/reports/trade-volume";
import { formatDate } from "@/domain/time/format";
import { requireStaff } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Trade volume" };

type ReportsPageProps = { searchParams: Promise<{ year?: string }> };

/** The firm's trade volume report, by month and against the year before. */
export default async function ReportsPage({ searchParams }: ReportsPageProps) {
  await requireStaff("/admin/reports");
  const { year } = await searchParams;
  const asked = tradeVolumeInput.safeParse(year ? { year: Number(year) } : {});
  const api = await serverCaller();
  const report = await api.reports.tradeVolume(asked.success ? asked.data : {});
  return (
    <>
      <PageHeader
        title="Trade volume"
        description={
          report.asOf
            ? `Accounts and assets from the carrying firm's books, imported to ${formatDate(report.asOf)}; trades and shares from executions. A trade is one order's executions on one trade date.`
            : "No end-of-day books have been imported yet: the report fills at the first close."
        }
        actions={<CsvButton report="volume" year={report.year} />}
      />
      <ReportTabs current="volume" />
      <YearLinks years={report.years} current={report.year} />
      <div className="mt-4 grid gap-4 xl:grid-cols-2">
        <Card
          title={`${report.year} by month`}
          aside={`growth against ${report.year - 1}`}
          padding="none"
          className="xl:col-span-2"
        >
          <VolumeTable report={report} />
        </Card>
        <VolumeChart report={report} />
        <PublishedReport published={report.published} />
      </div>
    </>
  );
}
