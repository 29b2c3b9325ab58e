import type { Metadata } from "next";
import { orNotFound } from "@/app/or-not-found";
import { ApplicationDesk } from "@/components/admin/applications/application-desk";
import { DecisionBar } from "@/components/admin/applications/decision-bar";
import { StatusOfApplication } from "@/components/admin/applications/flags";
import { PageHeader } from "@/components/ui/page-header";
import { formatAge } from "@/domain/time/format";
import { requireStaff } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Application" };

type ApplicationPageProps = { params: Promise<{ id: string }> };

export default async function ApplicationPage({ params }: ApplicationPageProps) {
  const { id } = await params;
  await requireStaff(`/admin/applications/${id}`);
  const api = await serverCaller();
  const review = await orNotFound(api.review.application({ applicationId: id }));
  const queue = await api.review.queue({ status: "SUBMITTED" });
  return (
    <>
      <PageHeader
        title={`Application ${review.number}`}
        back={{ href: "/admin/applications", label: "Applications" }}
        aside={
          <StatusOfApplication
            status={review.status}
            detail={review.status === "SUBMITTED" ? formatAge(review.waitedMs) : undefined}
          />
        }
        actions={
          <DecisionBar
            applicationId={review.id}
            number={review.number}
            name={review.name}
            cannotDecide={review.cannotDecide}
            cannotApprove={review.cannotApprove}
          />
        }
      />
      <ApplicationDesk review={review} queue={queue.applications} />
    </>
  );
}
