import pg from "pg";
import type { Deps } from "@/server/platform/deps";
import type { TestDatabase } from "@/server/platform/testing/database";

/** Counters of attempts and the ends of sessions move with every request; they say nothing about what was done. */
const LEFT_OUT = ["rate_limit"];

/**
 * Has the database note each row of the portal that is written, in the transaction that writes it: what is rolled back
 * was never noted. The function belongs to who owns the tables, for the portal's own role may not write the notes.
 */
const NOTES = `
  create schema written;
  create table written.note (name text not null);
  create function written.take_note() returns trigger language plpgsql security definer set search_path = '' as $$
    begin
      insert into written.note values (tg_table_name);
      return null;
    end $$;
  do $$
    declare t text;
    begin
      for t in select tablename from pg_catalog.pg_tables where schemaname = 'portal' loop
        execute format('create trigger zz_note_row after insert or update or delete on portal.%I
          for each row execute function written.take_note()', t);
        execute format('create trigger zz_note_truncate after truncate on portal.%I
          for each statement execute function written.take_note()', t);
      end loop;
    end $$;
  grant usage on schema written to rushtrade_portal;
  grant select on written.note to rushtrade_portal;`;

/** From here on the rows that are written are counted. */
export async function countWrites(database: TestDatabase): Promise<void> {
  database.isAltered = true;
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    await client.query(NOTES);
  } finally {
    await client.end();
  }
}

/**
 * How many times a row of each table of the portal has been added, changed or removed: the same answer twice, and
 * nothing was written between. Asked of the tables themselves, a thousand times over, it took most of these tests' time.
 */
export async function rowsWritten(deps: Deps): Promise<Record<string, number>> {
  const rows = await deps.db.$queryRaw<{ name: string; times: number }[]>`
    select name, count(*)::int as times from written.note where name <> all(${LEFT_OUT}) group by name`;
  return Object.fromEntries(rows.map(({ name, times }) => [name, times]));
}
