import type { FirmCommand } from "@/domain/clearing/messages";
import type { VenueCommand } from "@/domain/routing/messages";
import { type Instant, instantFromDate, toIso } from "@/domain/time/instant";
import { Prisma } from "@/server/platform/db";
import { type StoredBankCommand, workBankCommand } from "@/server/street/bank/work-bank-command";
import { changeAccount } from "@/server/street/clearing-firm/change-accounts";
import { chooseLots } from "@/server/street/clearing-firm/choose-lots";
import { chargeFee } from "@/server/street/clearing-firm/charge-fees";
import { setMarginRegime } from "@/server/street/clearing-firm/margin/set-regime";
import { moveCash } from "@/server/street/clearing-firm/move-cash";
import { journalCash } from "@/server/street/clearing-firm/journal-cash";
import { openAccounts } from "@/server/street/clearing-firm/open-accounts";
import { sendWire } from "@/server/street/clearing-firm/send-wire";
import { setTaxStanding } from "@/server/street/clearing-firm/set-tax-standing";
import { stopCash } from "@/server/street/clearing-firm/stop-cash";
import type { Arrived, Step } from "@/server/street/street";
import { workVenueCommands } from "@/server/street/venues/work-venues";

/** Requests that one step works off. */
export const COMMANDS_A_STEP = 500;

type CommandRow = { id: bigint; party: string; payload: unknown; exchange_at: Date | null };

/** The payload was parsed by the door before it was stored; the party says which schema it was. */
const arrived = <Command>(row: CommandRow, now: Instant): Arrived<Command> => ({
  id: row.id,
  at: row.exchange_at ? instantFromDate(row.exchange_at) : now,
  command: row.payload as Command,
});

/** Accounts are opened before money is moved: an instruction may name an account that was asked for just before. */
async function workFirmCommands(step: Step, arrivals: readonly Arrived<FirmCommand>[]): Promise<void> {
  const commands = arrivals.map(({ command }) => command);
  await openAccounts(
    step,
    commands.filter((command) => command.kind === "OPEN_ACCOUNT"),
  );
  for (const command of commands) {
    if (command.kind === "MOVE_CASH") await moveCash(step, command);
    if (command.kind === "SEND_WIRE") await sendWire(step, command);
    if (command.kind === "JOURNAL_CASH") await journalCash(step, command);
    if (command.kind === "CANCEL_CASH") await stopCash(step, command);
    if (command.kind === "MAKE_MARGIN" || command.kind === "CLOSE_ACCOUNT")
      await changeAccount(step, command);
    if (command.kind === "CHARGE_FEE") await chargeFee(step, command);
    if (command.kind === "SET_MARGIN_REGIME") await setMarginRegime(step, command);
    if (command.kind === "CHOOSE_LOTS") await chooseLots(step, command);
    if (command.kind === "SET_TAX_STANDING") await setTaxStanding(step, command);
  }
}

/**
 * Works off the next requests in the order in which the doors recorded them, and returns how many there were. The bank
 * and the clearing firm go before the venues: an order may name an account that was opened in the same breath. With
 * `before` only what came in before that instant.
 */
export async function workCommands(step: Step, before: Instant | null = null): Promise<number> {
  const cameBefore =
    before === null ? Prisma.sql`true` : Prisma.sql`exchange_at < ${toIso(before)}::timestamptz`;
  const rows = await step.tx.$queryRaw<CommandRow[]>`
    select id, party, payload, exchange_at from street.command
    where processed_at is null and ${cameBefore} order by id limit ${COMMANDS_A_STEP}`;
  if (rows.length === 0) return 0;
  const of = (party: string) => rows.filter((row) => row.party === party);
  for (const row of of("BANK"))
    await workBankCommand(step, arrived<StoredBankCommand>(row, step.now).command);
  await workFirmCommands(
    step,
    of("CLEARING").map((row) => arrived<FirmCommand>(row, step.now)),
  );
  await workVenueCommands(
    step,
    of("VENUES").map((row) => arrived<VenueCommand>(row, step.now)),
  );
  await step.tx.$executeRaw`
    update street.command set processed_at = ${toIso(step.street.clock.now())}::timestamptz
    where id = any(${rows.map((row) => row.id)}::bigint[])`;
  return rows.length;
}
