import pg from "pg";
import { benchId } from "./order-sql";
import { cashJournal } from "@/domain/ledger/posting-rules";
import { money } from "@/domain/money/money";
import { localDateOf, type Instant } from "@/domain/time/instant";
import { setLimitsInput } from "@/domain/risk/inputs";
import { postJournals } from "@/server/ledger";
import type { Actor } from "@/server/platform/actor";
import { setAccountLimits } from "@/server/risk";
import { type Env } from "@/server/platform/env";
import { install, type Installation } from "@/server/compose";

/** RushTrade in October 2004 had this many accounts: the reference size. */
export const ACCOUNTS = 2273;
const CASH = "10000000.00";

/** The id of the n-th account; SQL makes the same one with ${benchId("account", "n")}. */
export async function makeAccounts(
  url: string,
  count = ACCOUNTS,
): Promise<{ accountId: string; userId: string }[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      `insert into portal.users (id, email, password_hash, display_name, email_verified_at, created_at)
       select ${benchId("user", "n")}, 'bench' || n || '@example.com', 'none', 'Bench ' || n, now(), now() from generate_series(1, $1) n`,
      [count],
    );
    await client.query(
      `insert into portal.account (id, number, title, type, status, created_at, opened_on)
       select ${benchId("account", "n")}, 'B-' || n, 'Bench ' || n, 'INDIVIDUAL_CASH', 'OPEN', now(), current_date from generate_series(1, $1) n`,
      [count],
    );
    await client.query(
      `insert into portal.account_holder (account_id, user_id)
       select ${benchId("account", "n")}, ${benchId("user", "n")} from generate_series(1, $1) n`,
      [count],
    );
    await client.query(
      `insert into portal.cash_balance (account_id) select ${benchId("account", "n")} from generate_series(1, $1) n`,
      [count],
    );
    const { rows } = await client.query<{ account: string; person: string }>(
      `select ${benchId("account", "n")} as account, ${benchId("user", "n")} as person from generate_series(1, $1) n`,
      [count],
    );
    return rows.map((row) => ({ accountId: row.account, userId: row.person }));
  } finally {
    await client.end();
  }
}

/** Gives every account its money by the ledger's own journals, so that the books hold afterwards. */
export async function fundAccounts(
  { deps }: Installation,
  accountIds: readonly string[],
  at: Instant,
): Promise<void> {
  const amount = money(CASH);
  const on = localDateOf(at);
  for (let from = 0; from < accountIds.length; from += 500) {
    const journals = accountIds.slice(from, from + 500).flatMap((accountId) => {
      const posting = { source: `bench:${accountId}`, accountId, amount, on, exchangeAt: at };
      return [cashJournal("DEPOSIT", posting), cashJournal("DEPOSIT_RELEASE", posting)];
    });
    await postJournals(deps.db, journals);
  }
}

/** So many use cases under way at once while a world is made. */
const MAKERS = 8;

/** Gives every account the limits of a program that trades, by the use case with which the desk does it. */
async function liftLimits(
  { deps }: Installation,
  accounts: readonly { accountId: string; userId: string }[],
) {
  const waiting = [...accounts];
  await Promise.all(
    Array.from({ length: MAKERS }, async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        const input = setLimitsInput.parse({
          accountId: next.accountId,
          maxShares: "50000",
          maxValue: "1000000.00",
          maxOpenOrders: 1_000_000,
          ordersPerSecond: 1_000_000,
          limitCollar: "0.10",
          duplicateSeconds: 0,
          haltPolicy: "QUEUE",
          marginRegime: null,
          reason: "A program that measures sends orders without a pause.",
        });
        await setAccountLimits(deps, benchActor(next.userId), input);
      }
    }),
  );
}

const benchActor = (userId: string): Actor => ({
  userId,
  role: "ADMIN",
  sessionId: userId,
  email: "bench@example.com",
  displayName: "Bench",
  emailVerified: true,
});

/** The reference world on an empty database: an installation in-process, and its accounts with cash. */
export async function benchWorld(
  env: Env,
  count = ACCOUNTS,
): Promise<{ installation: Installation; accounts: { accountId: string; userId: string }[] }> {
  const installation = await install(env, "in-process");
  const accounts = await makeAccounts(env.DATABASE_URL, count);
  const at = await installation.deps.clock.exchangeNow();
  await fundAccounts(
    installation,
    accounts.map((account) => account.accountId),
    at,
  );
  await liftLimits(installation, accounts);
  return { installation, accounts };
}

/** Fails unless the server makes commits durable: figures without that mean nothing. */
export async function requireDurable(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ name: string; setting: string }>(
    "select name, setting from pg_settings where name in ('fsync', 'synchronous_commit')",
  );
  await client.end();
  const off = rows.filter((row) => row.setting !== "on");
  if (off.length > 0) throw new Error(`A benchmark needs ${off.map((row) => row.name).join(" and ")} on.`);
}
