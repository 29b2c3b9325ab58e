import type { Metadata } from "next";
import { HitsCard } from "@/components/admin/screening/hits-card";
import { ListsCard } from "@/components/admin/screening/lists-card";
import { PlaceTable } from "@/components/admin/screening/place-table";
import { PageHeader } from "@/components/ui/page-header";
import { requireStaff } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Screening" };

/** Lists of names, what they came to, and where the firm does business. */
export default async function ScreeningPage() {
  const me = await requireStaff("/admin/screening");
  const api = await serverCaller();
  const [lists, hits, places] = await Promise.all([
    api.screening.lists(),
    api.screening.hits({ status: "OPEN" }),
    api.screening.places(),
  ]);
  const isAdmin = me.role === "ADMIN";
  return (
    <>
      <PageHeader
        title="Screening"
        description="Names that go to a person, and states and countries by what holds there. From a score of 88 of 100 on, a person decides."
      />
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <HitsCard hits={hits} />
        <ListsCard lists={lists} isAdmin={isAdmin} />
        <div className="min-w-0 xl:col-span-2">
          <PlaceTable places={places} mayPropose={isAdmin} />
        </div>
      </div>
    </>
  );
}
