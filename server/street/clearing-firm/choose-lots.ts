import type { FirmCommand } from "@/domain/clearing/messages";
import type { Step } from "@/server/street/street";

/** Notes which lots an order's sales close, for the day's end; the first word counts. */
export async function chooseLots(
  step: Step,
  { orderReference, accountNumber, symbol, method, lots }: Extract<FirmCommand, { kind: "CHOOSE_LOTS" }>,
): Promise<void> {
  await step.tx.$executeRaw`
    insert into street.firm_lot_choice (order_reference, account_number, symbol, method, lots)
    values (${orderReference}, ${accountNumber}, ${symbol}, ${method}, ${lots ? JSON.stringify(lots) : null}::jsonb)
    on conflict do nothing`;
}
