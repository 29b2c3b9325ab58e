import type { Metadata } from "next";
import { FreezeForm } from "@/components/profile/freeze-form";
import { FormPage } from "@/components/shell/form-page";
import { TRPCProvider } from "@/components/shell/trpc-provider";

export const metadata: Metadata = { title: "It was not me", referrer: "no-referrer" };

type NotMePageProps = { searchParams: Promise<{ token?: string }> };

/** Where the link of a letter about a change of address leads: one press freezes the change. */
export default async function NotMePage({ searchParams }: NotMePageProps) {
  const { token } = await searchParams;
  return (
    <TRPCProvider>
      <FormPage
        title="It was not me"
        intro="Somebody asked us to change the address on your accounts. If it was not you, freeze it here."
      >
        <FreezeForm token={typeof token === "string" ? token : ""} />
      </FormPage>
    </TRPCProvider>
  );
}
