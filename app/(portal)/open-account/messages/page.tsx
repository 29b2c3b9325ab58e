import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { MessageThread } from "@/components/onboarding/message-thread";
import { PageHeader } from "@/components/ui/page-header";
import { requireSignedIn } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Questions about your application" };

/** What the firm asked about one's application, and the answer. */
export default async function MessagesPage() {
  await requireSignedIn("/open-account/messages");
  const api = await serverCaller();
  const application = await api.applications.mine();
  if (!application || application.status === "DRAFT") redirect("/open-account");
  const thread = await api.applications.thread({ applicationId: application.id });
  return (
    <div className="mx-auto w-full max-w-[44rem]">
      <PageHeader
        title="Questions about your application"
        description={`Application ${application.number} · ${application.accountTypeTitle}`}
        back={{ href: "/open-account", label: "Your application" }}
      />
      <MessageThread initial={thread} />
    </div>
  );
}
