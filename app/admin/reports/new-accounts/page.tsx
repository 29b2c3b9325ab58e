import type { Metadata } from "next";
import { CsvButton } from "@/components/admin/reports/csv-button";
import { NewAccountsReport } from "@/components/admin/reports/new-accounts-report";
import { ReportTabs } from "@/components/admin/reports/report-tabs";
import { YearLinks } from "@/components/admin/reports/year-links";
import { PageHeader } from "@/components/ui/page-header";
import { reportYearInput } from "@/domain/reports/revenue";
import { requireStaff } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "New accounts" };

type ReportPageProps = { searchParams: Promise<{ year?: string }> };

export default async function NewAccountsReportPage({ searchParams }: ReportPageProps) {
  await requireStaff("/admin/reports/new-accounts");
  const { year } = await searchParams;
  const asked = reportYearInput.safeParse(year ? { year: Number(year) } : {});
  const api = await serverCaller();
  const report = await api.reports.newAccounts(asked.success ? asked.data : {});
  return (
    <>
      <PageHeader
        title="New accounts"
        description="By the state or country in which the owner lives, in the month in which the clearing firm opened them."
        actions={<CsvButton report="new-accounts" year={report.year} />}
      />
      <ReportTabs current="new-accounts" />
      <YearLinks years={report.years} current={report.year} path="/admin/reports/new-accounts" />
      <NewAccountsReport report={report} />
    </>
  );
}
