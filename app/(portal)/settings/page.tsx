import type { Metadata } from "next";
import { ChangePasswordForm } from "@/components/auth/change-password-form";
import { ProfileForm } from "@/components/auth/profile-form";
import { SessionList } from "@/components/auth/session-list";
import { MarketDataCard } from "@/components/market-data/market-data-card";
import { AppearanceForm } from "@/components/shell/appearance-form";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { requireSignedIn } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const me = await requireSignedIn("/settings");
  const api = await serverCaller();
  const [sessions, marketData] = await Promise.all([api.auth.sessions(), api.marketData.mine()]);
  return (
    <div className="mx-auto w-full max-w-[58rem]">
      <PageHeader title="Settings" />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Card title="You">
          <ProfileForm displayName={me.displayName} email={me.email} />
        </Card>
        <Card title="Appearance">
          <AppearanceForm />
        </Card>
        <MarketDataCard initial={marketData} />
        <Card title="Password">
          <ChangePasswordForm />
        </Card>
        <Card title="Where you are signed in">
          <SessionList sessions={sessions} />
        </Card>
      </div>
    </div>
  );
}
