import { Download } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { TRPCError } from "@trpc/server";
import { FILE_LINES_PAGE, fileInput } from "@/domain/clearing/desk-inputs";
import { FileLines } from "@/components/admin/clearing/file-lines";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { formatDate } from "@/domain/time/format";
import { requireStaff } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "End-of-day file" };

type FilePageProps = {
  params: Promise<{ date: string; name: string }>;
  searchParams: Promise<{ offset?: string }>;
};

/** An end-of-day file, line by line as it came. */
export default async function EndOfDayFilePage({ params, searchParams }: FilePageProps) {
  await requireStaff("/admin/clearing");
  const { date, name } = await params;
  const asked = fileInput.safeParse({
    businessDate: date,
    name,
    offset: Number((await searchParams).offset ?? "0"),
  });
  if (!asked.success) notFound();
  const api = await serverCaller();
  const page = await api.clearing.file(asked.data).catch((error: unknown) => {
    if (error instanceof TRPCError && error.code === "NOT_FOUND") notFound();
    throw error;
  });
  const { offset } = asked.data;
  const here = (at: number) => `/admin/clearing/files/${page.businessDate}/${page.name}?offset=${at}`;
  const end = offset + page.lines.length;
  return (
    <>
      <PageHeader
        title={`End-of-day ${page.name}, ${formatDate(page.businessDate)}`}
        back={{ href: "/admin/clearing", label: "Clearing" }}
        description={
          <>
            {page.records.toLocaleString("en-US")} {page.records === 1 ? "row" : "rows"}, kept byte for byte
            as the carrying firm sent them. SHA-256 <span className="wrap-anywhere">{page.sha256}</span>
          </>
        }
        actions={
          <LinkButton
            href={`/api/documents/end-of-day/${page.businessDate}/${page.name}`}
            download
            icon={<Download aria-hidden size={16} />}
          >
            Download
          </LinkButton>
        }
      />
      <Card padding="none">
        <FileLines lines={page.lines} firstNumber={offset + 1} label={`Lines of the ${page.name} file`} />
        <Pagination
          label="the file"
          summary={`Lines ${offset + 1}–${end} of ${page.totalLines.toLocaleString("en-US")}`}
          previous={offset > 0 ? { href: here(Math.max(0, offset - FILE_LINES_PAGE)) } : undefined}
          next={end < page.totalLines ? { href: here(end) } : undefined}
        />
      </Card>
    </>
  );
}
