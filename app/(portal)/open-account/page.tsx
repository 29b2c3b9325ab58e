import { TextLink } from "@/components/ui/text-link";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AccountTypeForm } from "@/components/onboarding/account-type-form";
import { ApplicationProgress } from "@/components/onboarding/application-progress";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { requireSignedIn } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Open an account" };

/** Begin, go on, or see how far it is. `?again` begins anew once the last one was decided. */
export default async function OpenAccountPage({
  searchParams,
}: {
  searchParams: Promise<{ again?: string }>;
}) {
  await requireSignedIn("/open-account");
  const { again } = await searchParams;
  const api = await serverCaller();
  const application = await api.applications.mine();
  if (application?.status === "DRAFT") redirect(`/open-account/${application.nextStep}`);
  const isAnew =
    !application ||
    ((application.status === "REJECTED" || application.status === "APPROVED") && again !== undefined);
  if (isAnew)
    return (
      <div className="mx-auto w-full max-w-[44rem]">
        <PageHeader
          title="Open an account"
          description="Your answers are saved at every step; stop and come back whenever you like."
        />
        <Card>
          <AccountTypeForm />
        </Card>
      </div>
    );
  return (
    <div className="mx-auto w-full max-w-[44rem]">
      <PageHeader
        title="Your application"
        description={`Application ${application.number} · ${application.accountTypeTitle}`}
      />
      <Card>
        <ApplicationProgress application={application} />
      </Card>
      {application.status === "REJECTED" ? (
        <div className="mt-4">
          <Callout title="Did something change?">
            You can <TextLink href="/open-account?again">apply again</TextLink>.
          </Callout>
        </div>
      ) : null}
      {application.status === "APPROVED" ? (
        <p className="mt-4 text-small text-muted">
          <TextLink href="/open-account?again">Open another account</TextLink>, of another kind for example.
        </p>
      ) : null}
    </div>
  );
}
