import type { Metadata } from "next";
import { CsvButton } from "@/components/admin/reports/csv-button";
import { RevenueReport } from "@/components/admin/reports/revenue-report";
import { ReportTabs } from "@/components/admin/reports/report-tabs";
import { YearLinks } from "@/components/admin/reports/year-links";
import { PageHeader } from "@/components/ui/page-header";
import { reportYearInput } from "@/domain/reports/revenue";
import { requireStaff } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Revenue" };

type ReportPageProps = { searchParams: Promise<{ year?: string }> };

export default async function RevenueReportPage({ searchParams }: ReportPageProps) {
  await requireStaff("/admin/reports/revenue");
  const { year } = await searchParams;
  const asked = reportYearInput.safeParse(year ? { year: Number(year) } : {});
  const api = await serverCaller();
  const report = await api.reports.revenue(asked.success ? asked.data : {});
  return (
    <>
      <PageHeader
        title="Revenue"
        description="By business unit and month, from the ledger."
        actions={<CsvButton report="revenue" year={report.year} />}
      />
      <ReportTabs current="revenue" />
      <YearLinks years={report.years} current={report.year} path="/admin/reports/revenue" />
      <RevenueReport report={report} />
    </>
  );
}
