import { Landmark } from "lucide-react";
import type { Metadata } from "next";
import { BankStatement } from "@/components/simulated-bank/bank-statement";
import { ConsentPage } from "@/components/simulated-bank/consent-page";
import { Callout } from "@/components/ui/callout";

export const metadata: Metadata = { title: "First National Bank (simulated)" };

type SimulatedBankProps = { searchParams: Promise<{ consent?: string; account?: string }> };

/** The street's: what a customer would see at his bank's own site. It speaks with the bank's door, never with the portal. */
export default async function SimulatedBankPage({ searchParams }: SimulatedBankProps) {
  const { consent, account } = await searchParams;
  return (
    <main className="mx-auto grid w-full max-w-md gap-4 px-4 py-10">
      <header className="flex items-center gap-3">
        <Landmark aria-hidden size={24} className="text-muted" />
        <div className="grid">
          <h1 className="text-title font-semibold">First National Bank</h1>
          <p className="text-small text-muted">A simulated bank. No real money, no real accounts.</p>
        </div>
      </header>
      {consent ? <ConsentPage consentId={consent} /> : null}
      {account ? <BankStatement reference={account} /> : null}
      {!consent && !account ? (
        <Callout>You come here from your broker, when you link a bank account.</Callout>
      ) : null}
    </main>
  );
}
