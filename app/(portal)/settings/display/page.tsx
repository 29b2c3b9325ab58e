import type { Metadata } from "next";
import { MarketDataCard } from "@/components/market-data/market-data-card";
import { AppearanceForm } from "@/components/shell/appearance-form";
import { Card } from "@/components/ui/card";
import { requireSignedIn } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Display and data" };

export default async function DisplaySettingsPage() {
  await requireSignedIn("/settings/display");
  const marketData = await (await serverCaller()).marketData.mine();
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <Card title="Appearance">
        <AppearanceForm />
      </Card>
      <MarketDataCard initial={marketData} />
    </div>
  );
}
