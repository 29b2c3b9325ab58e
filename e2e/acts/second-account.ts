import { randomUUID } from "node:crypto";
import type { WiredCustomer } from "@/e2e/customers-by-wire";
import { eventually } from "@/e2e/portal-client";
import { withConnection } from "@/scripts/database/connection";

/**
 * A second account of the same person, on margin, as an approved application leaves it; the clearing firm opens it.
 * Answers its id.
 */
export async function secondAccount(
  databaseUrl: string,
  { accountId, client }: WiredCustomer,
): Promise<string> {
  const id = randomUUID();
  await withConnection(databaseUrl, async (connection) => {
    await connection.query(
      `insert into portal.account (id, title, type, status, created_at)
       select $1, title, 'INDIVIDUAL_MARGIN', 'OPENING', now() from portal.account where id = $2`,
      [id, accountId],
    );
    await connection.query(
      "insert into portal.account_holder (account_id, user_id) select $1, user_id from portal.account_holder where account_id = $2",
      [id, accountId],
    );
    await connection.query(
      "insert into portal.cash_balance (account_id, long_value, loan_value) values ($1, 0, 0)",
      [id],
    );
    await connection.query(
      `insert into portal.outbox (message_id, party, kind, payload)
       select gen_random_uuid(), 'CLEARING', 'OPEN_ACCOUNT', jsonb_build_object('kind', 'OPEN_ACCOUNT', 'accountId', $1::text,
         'title', title, 'commissionClass', 'STANDARD', 'accountType', 'MARGIN') from portal.account where id = $2`,
      [id, accountId],
    );
  });
  await eventually("the clearing firm opens the second account", async () =>
    (await client.accounts.mine.query()).find((account) => account.id === id && account.number !== null),
  );
  return id;
}
