import type { Metadata } from "next";
import { orNotFound } from "@/app/or-not-found";
import { TransferPage } from "@/components/transfers/transfer-page";
import { requireSignedIn } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Transfer" };

type OneTransferPageProps = { params: Promise<{ id: string }> };

export default async function OneTransferPage({ params }: OneTransferPageProps) {
  const { id } = await params;
  await requireSignedIn(`/transfers/${id}`);
  const api = await serverCaller();
  return <TransferPage key={id} initial={await orNotFound(api.funding.transfer({ transferId: id }))} />;
}
