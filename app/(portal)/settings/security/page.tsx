import type { Metadata } from "next";
import { ChangePasswordForm } from "@/components/auth/change-password-form";
import { SecondFactorCard } from "@/components/auth/second-factor-card";
import { SessionList } from "@/components/auth/session-list";
import { Card } from "@/components/ui/card";
import { requireSignedIn } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Security" };

export default async function SecuritySettingsPage() {
  await requireSignedIn("/settings/security");
  const api = await serverCaller();
  const [sessions, secondFactor] = await Promise.all([api.auth.sessions(), api.auth.secondFactor()]);
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <SecondFactorCard initial={secondFactor} />
      <Card title="Password">
        <ChangePasswordForm />
      </Card>
      <Card title="Where you are signed in" className="lg:col-span-2">
        <SessionList sessions={sessions} />
      </Card>
    </div>
  );
}
