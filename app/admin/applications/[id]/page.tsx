import type { Metadata } from "next";
import { orNotFound } from "@/app/or-not-found";
import { ApplicationDesk } from "@/components/admin/applications/application-desk";
import { DecisionBar } from "@/components/admin/applications/decision-bar";
import { StatusOfApplication } from "@/components/admin/applications/flags";
import { PageHeader } from "@/components/ui/page-header";
import { isDecided } from "@/domain/onboarding/application-status";
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
  // The queue beside it is the one that it stands in; decided ones have the waiting ones beside them.
  const status = isDecided(review.status) ? "SUBMITTED" : review.status;
  const [queue, staff, signed] = await Promise.all([
    api.review.queue({ status: status === "DRAFT" ? "SUBMITTED" : status }),
    api.review.staff(),
    api.documents.signedOf({ applicationId: id }),
  ]);
  const ids = queue.applications.map((line) => line.id);
  const at = ids.indexOf(review.id);
  return (
    <>
      <PageHeader
        title={`Application ${review.number}`}
        back={{ href: "/admin/applications", label: "Applications" }}
        aside={
          <StatusOfApplication
            status={review.status}
            detail={isDecided(review.status) ? undefined : formatAge(review.waitedMs)}
          />
        }
        actions={
          <DecisionBar
            review={review}
            previousId={(at > 0 ? ids[at - 1] : undefined) ?? null}
            nextId={ids[at + 1] ?? null}
          />
        }
      />
      <ApplicationDesk review={review} queue={queue.applications} staff={staff} signed={signed} />
    </>
  );
}
