import type pg from "pg";

const SCHEMAS = "('portal', 'street', 'platform')";

/** How long the sessions of others may take to end after their sockets were closed. */
const GONE_TRIES = 25;

/**
 * Notes what a database holds, in a schema of its own, so that it and its copies can be brought back to it. Rows that
 * are written later are told by their transaction.
 */
const KEEP = `
  create schema kept;
  create table kept.tables (name text primary key, copy text not null, rows bigint not null);
  create table kept.sequences as
    select format('%I.%I', schemaname, sequencename) as name, coalesce(last_value, start_value) as value,
      last_value is not null as is_called
    from pg_sequences where schemaname in ${SCHEMAS};
  do $$
    declare t record; n bigint;
    begin
      for t in select format('%I.%I', schemaname, tablename) as name, schemaname || '_' || tablename as copy
               from pg_tables where schemaname in ${SCHEMAS} loop
        execute format('select count(*) from %s', t.name) into n;
        insert into kept.tables values (t.name, t.copy, n);
        if n > 0 then execute format('create table kept.%I as table %s', t.copy, t.name); end if;
      end loop;
    end $$;
  create table kept.since as select pg_current_xact_id()::xid::text::bigint as xid;`;

/** Triggers and foreign keys rest: what is append-only is emptied, too, and what comes back was whole. */
const RESTORE = `
  do $$
    declare t record; n bigint; newest bigint; since bigint := (select xid from kept.since);
    begin
      set local session_replication_role = replica;
      for t in select * from kept.tables loop
        execute format('select count(*), coalesce(max(xmin::text::bigint), 0) from %s', t.name) into n, newest;
        continue when n = t.rows and newest <= since;
        execute format('delete from %s', t.name);
        if t.rows > 0 then execute format('insert into %s select * from kept.%I', t.name, t.copy); end if;
      end loop;
      perform setval(name::regclass, value, is_called) from kept.sequences;
      update kept.since set xid = pg_current_xact_id()::xid::text::bigint;
    end $$`;

/** On a connection of who may make schemas. Once for a database; its copies have it, too. */
export async function keepRows(client: pg.Client): Promise<void> {
  await client.query(KEEP);
}

/**
 * Brings back what was kept: every row, and where each sequence stood. Tables, functions and rights are as they are:
 * who changes those throws the database away. False when somebody else than `sessions` idle sessions is still there,
 * and when this user may not pass by the triggers: nothing is changed then.
 */
export async function restoreRows(client: pg.Client, sessions: number): Promise<boolean> {
  for (let turn = 0; turn < GONE_TRIES; turn++) {
    const { rows } = await client.query<{ others: number; right: boolean }>(
      `select count(*)::int as others, has_parameter_privilege('session_replication_role', 'SET') as right
       from pg_stat_activity where datname = current_database() and backend_type = 'client backend'
         and pid <> pg_backend_pid()`,
    );
    if (!rows[0]?.right) return false;
    if (rows[0].others <= sessions) {
      await client.query(RESTORE);
      return true;
    }
    await client.query("select pg_sleep(0.02)");
  }
  return false;
}
