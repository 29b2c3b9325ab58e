import { ACCOUNT_TYPES, type AccountTypeKey } from "@/domain/onboarding/account-types";
import { localDateOf, type Instant, toColumn, toDate } from "@/domain/time/instant";
import { openCashBalance } from "@/server/ledger";
import type { Actor } from "@/server/platform/actor";
import type { Db } from "@/server/platform/db";
import { newId } from "@/server/platform/ids";

export type AccountSeed = {
  owner: Pick<Actor, "userId" | "displayName">;
  type?: AccountTypeKey;
  number?: string | null;
  status?: "OPENING" | "OPEN" | "RESTRICTED" | "CLOSED";
};

let counter = 0;

/** Makes a person's account with its (empty) cash row: open and numbered unless told otherwise. */
export async function createAccount(
  db: Db,
  seed: AccountSeed,
  now: Instant,
): Promise<{ id: string; number: string | null }> {
  const status = seed.status ?? "OPEN";
  const type = seed.type ?? "INDIVIDUAL_CASH";
  const number = status === "OPENING" ? null : `RT-${String(90_000_000 + ++counter)}`;
  const account = await db.account.create({
    data: {
      id: newId(),
      number: seed.number === undefined ? number : seed.number,
      title: seed.owner.displayName,
      type,
      status,
      createdAt: toDate(now),
      openedOn: status === "OPENING" ? null : toColumn(localDateOf(now)),
      holders: { create: { userId: seed.owner.userId } },
    },
    select: { id: true, number: true },
  });
  await openCashBalance(db, account.id, ACCOUNT_TYPES[type].lending);
  return account;
}
