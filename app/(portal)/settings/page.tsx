import type { Metadata } from "next";
import { ProfileForm } from "@/components/auth/profile-form";
import { Card } from "@/components/ui/card";
import { requireSignedIn } from "@/server/auth/require";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const me = await requireSignedIn("/settings");
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <Card title="You">
        <ProfileForm displayName={me.displayName} email={me.email} />
      </Card>
    </div>
  );
}
