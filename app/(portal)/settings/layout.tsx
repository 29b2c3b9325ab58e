import type { ReactNode } from "react";
import { Arrival } from "@/components/shell/arrival";
import { SettingsNav } from "@/components/settings/settings-nav";
import { PageHeader } from "@/components/ui/page-header";

/** The settings: one heading, the way between their parts, and the part. */
export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto w-full max-w-[58rem]">
      <PageHeader title="Settings" />
      <SettingsNav />
      <Arrival>{children}</Arrival>
    </div>
  );
}
