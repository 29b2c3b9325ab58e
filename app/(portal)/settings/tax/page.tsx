import type { Metadata } from "next";
import { TaxForms } from "@/components/profile/tax-forms";
import { LotInstructionCard } from "@/components/taxes/lot-instruction-card";
import { requireSignedIn } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Tax forms and lots" };

/** The tax form of each account, and how its lots are sold. */
export default async function TaxSettingsPage() {
  await requireSignedIn("/settings/tax");
  const api = await serverCaller();
  const [forms, accounts] = await Promise.all([api.taxForms.mine(), api.accounts.mine()]);
  const open = accounts.filter(({ status }) => status !== "OPENING" && status !== "CLOSED");
  const instructions = await Promise.all(open.map(({ id }) => api.tax.instructions({ accountId: id })));
  return (
    <div className="grid gap-4">
      <TaxForms initial={forms} />
      {instructions.length > 0 ? (
        <div className="grid items-start gap-4 lg:grid-cols-2">
          {instructions.map((initial, i) => (
            <LotInstructionCard
              key={initial.accountId}
              initial={initial}
              label={open[i]?.maskedNumber ?? ""}
            />
          ))}
        </div>
      ) : null}
    </div>
  );
}
