import type { Metadata } from "next";
import { TaxForms } from "@/components/profile/tax-forms";
import { requireSignedIn } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Tax forms" };

export default async function TaxSettingsPage() {
  await requireSignedIn("/settings/tax");
  return <TaxForms initial={await (await serverCaller()).taxForms.mine()} />;
}
