import type { Metadata } from "next";
import { CsvButton } from "@/components/admin/reports/csv-button";
import { ExceptionsReport } from "@/components/admin/reports/exceptions-report";
import { ReportTabs } from "@/components/admin/reports/report-tabs";
import { YearLinks } from "@/components/admin/reports/year-links";
import { PageHeader } from "@/components/ui/page-header";
import { reportYearInput } from "@/domain/reports/revenue";
import { requireStaff } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Exceptions" };

type ReportPageProps = { searchParams: Promise<{ year?: string }> };

export default async function ExceptionsReportPage({ searchParams }: ReportPageProps) {
  await requireStaff("/admin/reports/exceptions");
  const { year } = await searchParams;
  const asked = reportYearInput.safeParse(year ? { year: Number(year) } : {});
  const api = await serverCaller();
  const report = await api.reports.exceptions(asked.success ? asked.data : {});
  return (
    <>
      <PageHeader
        title="Exceptions"
        description="What somebody should know about, by kind and reason."
        actions={<CsvButton report="exceptions" year={report.year} />}
      />
      <ReportTabs current="exceptions" />
      <YearLinks years={report.years} current={report.year} path="/admin/reports/exceptions" />
      <ExceptionsReport report={report} />
    </>
  );
}
