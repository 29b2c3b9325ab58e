import { createHash } from "node:crypto";
import { z } from "zod";
import { LINK_LIMITS } from "@/domain/funding/link-limits";
import type { ConsentedAccount } from "@/domain/clearing/ports";
import { AppError } from "@/domain/errors";
import { localDateFromColumn, localDateOf, toDate } from "@/domain/time/instant";
import { sha256 } from "@/server/platform/crypto";
import { newSecret } from "@/server/platform/ids";
import { keepAccount, numberHash } from "@/server/street/bank/link-accounts";
import { statusOfNumber } from "@/server/street/bank/test-identities";
import { readClock } from "@/server/street/exchange-clock";
import type { Street } from "@/server/street/street";

/** Where the bank's consent page is, in the simulated world. */
const PAGE = "/simulated-bank";
const BANK = { name: "First National Bank", routing: "021000021" };

/**
 * Who can sign in at the simulated bank. The bank learns from the request whose accounts are asked for, as a sandbox
 * does: "customer" finds accounts in that name, the others what goes wrong.
 */
const PEOPLE = {
  customer: (asked: string) => [
    { kind: "CHECKING" as const, holder: asked, end: "417" },
    { kind: "SAVINGS" as const, holder: asked, end: "528" },
  ],
  joint: (asked: string) => [{ kind: "CHECKING" as const, holder: `${asked} & Jordan Blake`, end: "633" }],
  other: () => [{ kind: "CHECKING" as const, holder: "Jordan Blake", end: "744" }],
  nofunds: (asked: string) => [{ kind: "CHECKING" as const, holder: asked, end: "0001" }],
} satisfies Record<
  string,
  (asked: string) => { kind: "CHECKING" | "SAVINGS"; holder: string; end: string }[]
>;

export const signInBody = z.strictObject({
  consentId: z.uuid(),
  user: z.string().max(60),
  passcode: z.string().max(60),
});
export const agreeBody = z.strictObject({ consentId: z.uuid(), account: z.string().max(40) });
export const microBody = z.strictObject({ bankReference: z.uuid() });

type Offered = ConsentedAccount & { key: string; last4: string };

function offered(user: string, asked: string): Offered[] {
  if (!Object.hasOwn(PEOPLE, user)) return [];
  const digits = BigInt(`0x${createHash("sha256").update(`${user} ${asked}`).digest("hex").slice(0, 12)}`);
  return PEOPLE[user as keyof typeof PEOPLE](asked).map(({ kind, holder, end }) => {
    const accountNumber = `${String(digits).padStart(8, "4").slice(-8)}${end}`;
    return {
      key: kind,
      bankName: BANK.name,
      routingNumber: BANK.routing,
      holderName: holder,
      accountNumber,
      last4: accountNumber.slice(-4),
      kind,
    };
  });
}

/** What the consent page shows of an account. */
export type OfferedView = { key: string; kind: string; holder: string; last4: string };

/** The bank's side of instant linking: visits that the broker announces, and what a customer agrees to on them. */
export function bankConsent(street: Street) {
  async function visit(consentId: string) {
    const row = await street.db.bankConsentVisit.findUnique({ where: { id: consentId } });
    const oldest = street.clock.now() - LINK_LIMITS.consentMs;
    if (!row || row.openedAt.getTime() < oldest)
      throw new AppError("NOT_FOUND", "This visit to the bank is over. Please start again at your broker.");
    return row;
  }

  return {
    async open(consentId: string, holderName: string): Promise<{ path: string }> {
      await street.db.bankConsentVisit.upsert({
        where: { id: consentId },
        create: { id: consentId, holderName, openedAt: toDate(street.clock.now()) },
        update: {},
      });
      return { path: `${PAGE}?consent=${consentId}` };
    },

    /** Signs a customer in at the bank; any passcode of four digits will do. NOT_FOUND for who is no customer. */
    async signIn({ consentId, user, passcode }: z.infer<typeof signInBody>): Promise<OfferedView[]> {
      const { holderName } = await visit(consentId);
      const accounts = offered(user.trim().toLowerCase(), holderName);
      if (accounts.length === 0 || !/^\d{4}$/.test(passcode))
        throw new AppError("NOT_FOUND", "The bank does not know this user name with this passcode.");
      await street.db.bankConsentVisit.update({
        where: { id: consentId },
        data: { signIn: user.trim().toLowerCase() },
      });
      return accounts.map(({ key, kind, holderName: holder, last4 }) => ({ key, kind, holder, last4 }));
    },

    /** The customer lets the broker see one account: the code for it. The last agreement of a visit counts. */
    async agree({ consentId, account }: z.infer<typeof agreeBody>): Promise<{ code: string }> {
      const { signIn, holderName } = await visit(consentId);
      if (!signIn || !offered(signIn, holderName).some(({ key }) => key === account))
        throw new AppError("NOT_FOUND", "Please sign in at the bank first.");
      const code = newSecret();
      await street.db.bankConsentVisit.update({
        where: { id: consentId },
        data: { chosen: account, codeHash: sha256(code) },
      });
      return { code };
    },

    async redeem(consentId: string, code: string): Promise<ConsentedAccount> {
      const { signIn, holderName, chosen, codeHash } = await visit(consentId);
      const account = signIn && offered(signIn, holderName).find(({ key }) => key === chosen);
      if (!account || codeHash !== sha256(code))
        throw new AppError("NOT_FOUND", "The bank has no consent of yours for this. Please start again.");
      const { key: _key, last4: _last4, ...consented } = account;
      await street.db.$transaction((tx) =>
        keepAccount(tx, {
          reference: consentId,
          routingNumber: consented.routingNumber,
          numberHash: numberHash(
            street.env.CLEARING_HMAC_KEY,
            consented.routingNumber,
            consented.accountNumber,
          ),
          holder: consented.holderName,
          status: statusOfNumber(consented.accountNumber),
        }),
      );
      return consented;
    },

    /** What the holder of an account sees on his statement of the two small amounts, once they are there. */
    async microDeposits(
      bankReference: string,
    ): Promise<{ arriveOn: string | null; amounts: string[] | null }> {
      const account = await street.db.bankAccount.findUnique({ where: { reference: bankReference } });
      if (!account?.microArrivesOn) return { arriveOn: null, amounts: null };
      const arriveOn = localDateFromColumn(account.microArrivesOn);
      const now =
        street.env.EXCHANGE_CLOCK === "real"
          ? street.clock.now()
          : (await readClock(street.db, street.clock.now())).now;
      const amounts = arriveOn <= localDateOf(now) ? z.array(z.string()).parse(account.microAmounts) : null;
      return { arriveOn, amounts };
    },
  };
}

export type BankConsent = ReturnType<typeof bankConsent>;
