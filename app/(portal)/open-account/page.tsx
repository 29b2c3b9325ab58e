import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AccountTypeForm } from "@/components/onboarding/account-type-form";
import { ApplicationProgress } from "@/components/onboarding/application-progress";
import { SignedPapers } from "@/components/onboarding/signed-papers";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import type { Application } from "@/components/onboarding/use-step-form";
import { requireSignedIn } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Open an account" };

const NARROW = "mx-auto grid w-full max-w-[44rem] gap-4";

/** Begin, go on, or see how far it is. `?again` begins anew once the last one was decided. */
export default async function OpenAccountPage({
  searchParams,
}: {
  searchParams: Promise<{ again?: string }>;
}) {
  await requireSignedIn("/open-account");
  const { again } = await searchParams;
  const api = await serverCaller();
  const [application, joint] = [await api.applications.mine(), await api.applications.joint()];
  if (application?.status === "DRAFT") redirect(`/open-account/${application.nextStep}`);
  // Whoever came as a second owner and has nothing of his own is here for that.
  if (!application && joint && again === undefined)
    return joint.status === "DRAFT" ? (
      redirect(`${joint.path}/${joint.nextStep}`)
    ) : (
      <Progress application={joint} />
    );
  const isAnew =
    !application ||
    ((application.status === "REJECTED" || application.status === "APPROVED") && again !== undefined);
  if (isAnew)
    return (
      <div className={NARROW}>
        <div>
          <PageHeader
            title="Open an account"
            description="Your answers are saved at every step; stop and come back whenever you like."
          />
          {joint?.status === "DRAFT" ? <JointPart joint={joint} /> : null}
          <Card>
            <AccountTypeForm />
          </Card>
        </div>
      </div>
    );
  return (
    <>
      {joint?.status === "DRAFT" ? (
        <div className={NARROW}>
          <JointPart joint={joint} />
        </div>
      ) : null}
      <Progress application={application} />
    </>
  );
}

function JointPart({ joint }: { joint: Application }) {
  return (
    <div className="mb-4">
      <Callout
        title={`Your part of a joint account with ${joint.firstOwner?.name ?? "somebody"}`}
        action={<LinkButton href={`${joint.path}/${joint.nextStep}`}>Go on with it</LinkButton>}
      >
        {joint.steps.filter((step) => !step.isDone).length} steps are still to do there.
      </Callout>
    </div>
  );
}

async function Progress({ application }: { application: Application }) {
  const api = await serverCaller();
  const papers = await api.documents.signed();
  return (
    <div className={NARROW}>
      <div>
        <PageHeader
          title="Your application"
          description={`Application ${application.number} · ${application.accountTypeTitle}`}
        />
        <Card>
          <ApplicationProgress application={application} />
        </Card>
      </div>
      {application.status === "REJECTED" ? (
        <Callout title="Did something change?">
          You can <TextLink href="/open-account?again">apply again</TextLink>.
        </Callout>
      ) : null}
      {papers.length > 0 ? (
        <Card>
          <h2 className="pb-3 text-title">What you signed</h2>
          <SignedPapers papers={papers} />
        </Card>
      ) : null}
      {application.status === "APPROVED" ? (
        <p className="text-small text-muted">
          <TextLink href="/open-account?again">Open another account</TextLink>, of another kind for example.
        </p>
      ) : null}
    </div>
  );
}
