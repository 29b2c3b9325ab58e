import type { Metadata } from "next";
import { ChangePasswordForm } from "@/components/auth/change-password-form";
import { SessionList } from "@/components/auth/session-list";
import { Card } from "@/components/ui/card";
import { requireSignedIn } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Security" };

export default async function SecuritySettingsPage() {
  await requireSignedIn("/settings/security");
  const sessions = await (await serverCaller()).auth.sessions();
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <Card title="Password">
        <ChangePasswordForm />
      </Card>
      <Card title="Where you are signed in">
        <SessionList sessions={sessions} />
      </Card>
    </div>
  );
}
