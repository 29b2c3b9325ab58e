import type { FirmEvent } from "@/domain/clearing/messages";
import { cashJournal } from "@/domain/ledger/posting-rules";
import type { PlanId } from "@/domain/market-data/plans";
import { money, NO_SHARES } from "@/domain/money/money";
import { instantFromIso, localDate, toColumn } from "@/domain/time/instant";
import { postJournals, releaseHolds } from "@/server/ledger";
import { lapse } from "@/server/market-data/lapse";
import { recordAudit } from "@/server/platform/audit";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { publish } from "@/server/platform/news";

type FeeEvent = Extract<FirmEvent, { kind: `FEE_${string}` }>;

/**
 * Applies the clearing firm's answer to a fee, in the caller's transaction, which has made sure that the event is new:
 * the journal and the end of the hold, or, refused, the end of the hold and of the plan. What the firm should never say
 * (an unknown fee, one that was answered before, another amount) is audited and changes nothing; the reconciliation of
 * the day shows it.
 */
export async function applyFeeEvent(tx: Tx, deps: Deps, event: FeeEvent): Promise<void> {
  const fee = await tx.marketDataFee.findUnique({ where: { id: event.feeId } });
  const exchangeAt = instantFromIso(event.at);
  const isWrong = event.kind === "FEE_CHARGED" && fee && !money(event.amount).eq(money(fee.amount));
  if (fee?.status !== "INSTRUCTED" || isWrong) {
    deps.log.error({ feeId: event.feeId, kind: event.kind }, "fee event set aside");
    return recordAudit(tx, {
      actor: "SYSTEM",
      action: "fee_event.set_aside",
      subjectType: "fee",
      subjectId: event.feeId,
      detail: { kind: event.kind, status: fee?.status ?? "unknown" },
      at: deps.clock.now(),
      exchangeAt,
    });
  }
  const amount = money(fee.amount);
  const { accountId, userId } = fee;
  if (event.kind === "FEE_CHARGED") {
    const on = localDate(event.postedOn);
    await tx.marketDataFee.update({
      where: { id: fee.id },
      data: { status: "POSTED", postedOn: toColumn(on) },
    });
    const posting = { source: fee.id, accountId, amount, on, exchangeAt };
    await postJournals(tx, [cashJournal("MARKET_DATA_FEE", posting)]);
  } else {
    await tx.marketDataFee.update({
      where: { id: fee.id },
      data: { status: "REFUSED", reason: event.reason },
    });
    const reason = `The clearing firm refused the fee of ${fee.month}: ${event.reason}`;
    await lapse(tx, deps, { userId, plan: fee.plan as PlanId, reason, exchangeAt });
  }
  // Journal before hold: what left is gone before it is no longer held back.
  await releaseHolds(tx, [{ accountId, symbol: "", cash: amount, shares: NO_SHARES }]);
  await publish(tx, `account:${accountId}`, "cash");
}
