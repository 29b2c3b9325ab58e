import type { Metadata } from "next";
import { EmailCard } from "@/components/auth/email-card";
import { ProfileForm } from "@/components/auth/profile-form";
import { AddressCard } from "@/components/profile/address-card";
import { ContactCard } from "@/components/profile/contact-card";
import { MeansCard } from "@/components/profile/means-card";
import { ReviewBanner } from "@/components/profile/review-banner";
import { TaxFormReminder } from "@/components/profile/tax-forms";
import { WorkCard } from "@/components/profile/work-card";
import { Card } from "@/components/ui/card";
import { requireSignedIn } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const me = await requireSignedIn("/settings");
  const api = await serverCaller();
  const [profile, forms, emailChange] = await Promise.all([
    api.profile.mine(),
    api.taxForms.mine(),
    api.auth.emailChange(),
  ]);
  return (
    <div className="grid gap-4">
      <TaxFormReminder forms={forms} />
      {profile ? <ReviewBanner initial={profile} /> : null}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Card title="You">
          <ProfileForm displayName={me.displayName} />
        </Card>
        <EmailCard email={me.email} initial={emailChange} />
        {profile ? (
          <>
            <AddressCard initial={profile} />
            <WorkCard initial={profile} />
            <MeansCard initial={profile} />
            <ContactCard initial={profile} />
          </>
        ) : null}
      </div>
    </div>
  );
}
