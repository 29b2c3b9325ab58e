import type { RequestKind, RequestStatus } from "@/domain/requests/request-machine";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { sendMail } from "@/server/platform/mail";
import { publish } from "@/server/platform/news";

export type Letter = { subject: string; body: string };

/** What the customer is told when a request becomes so; null where there is nothing to say yet. */
export function letterOf(kind: RequestKind, status: RequestStatus, reason: string | null): Letter | null {
  if (status === "INSTRUCTED") return null;
  if (kind === "ADDRESS_DISPUTE")
    return {
      subject: "Your address with RushTrade",
      body:
        status === "DONE"
          ? "As you told us, the new address is right. It counts from now on."
          : "As you told us, the change was not yours. It is void; the address before counts. Please choose a new password.",
    };
  const what = kind === "MARGIN_UPGRADE" ? "an upgrade to margin" : "the end of your account";
  if (status === "REJECTED")
    return {
      subject: "We decided on your request",
      body: `We cannot give you ${what}. Please write to us if you want to talk about it.`,
    };
  if (status === "REFUSED")
    return {
      subject: "Your request could not be carried out",
      body: `You asked for ${what}. Meridian Clearing Corporation did not carry it out: ${reason ?? ""} Nothing was changed.`,
    };
  return kind === "MARGIN_UPGRADE"
    ? {
        subject: "Your account is a margin account now",
        body: "Meridian Clearing Corporation lends against what you hold from now on, once there is $2,000 of equity. You can lose more than you put in; the disclosure that you signed says how.",
      }
    : {
        subject: "Your account is closed",
        body: "The account is closed at Meridian Clearing Corporation. Its statements and confirmations stay under Documents.",
      };
}

type About = { user_id: string; account_id: string | null };

/** Sends it, and lets whoever looks at the account look again. */
export async function tellCustomer(tx: Tx, deps: Deps, about: About, letter: Letter): Promise<void> {
  const user = await tx.user.findUniqueOrThrow({ where: { id: about.user_id }, select: { email: true } });
  await sendMail(tx, { to: user.email, ...letter }, deps.clock.now());
  await publish(tx, `user:${about.user_id}`, "profile");
  if (about.account_id) await publish(tx, `account:${about.account_id}`, "account");
}
