import type { FirmEvent } from "@/domain/clearing/messages";
import { toDate, instantFromIso, localDate, toColumn } from "@/domain/time/instant";
import { entitleHolders, payDividend } from "@/server/corporate-actions/dividends";
import { type ActionEvent, findAction, setAside } from "@/server/corporate-actions/known-action";
import { changeShares } from "@/server/corporate-actions/share-changes";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { publish } from "@/server/platform/news";

/**
 * Applies what the clearing firm says of a corporate action, in the caller's transaction, which has made sure that the
 * event is new. What it should never say (an unknown action, an unknown account, other sums than before) is audited and
 * changes nothing; the reconciliation of the day shows it.
 */
export async function applyActionEvent(tx: Tx, deps: Deps, event: ActionEvent): Promise<void> {
  if (event.kind === "ACTION_ANNOUNCED") return note(tx, event);
  const action = await findAction(tx, event.actionId);
  if (!action) return setAside(tx, deps, event, "the action is unknown");
  if (event.kind === "DIVIDEND_ENTITLED") return entitleHolders(tx, deps, action, event);
  if (event.kind === "DIVIDEND_PAID") return payDividend(tx, deps, action, event);
  return changeShares(tx, deps, action, event);
}

async function note(tx: Tx, event: Extract<FirmEvent, { kind: "ACTION_ANNOUNCED" }>): Promise<void> {
  await tx.corporateAction.createMany({
    data: [
      {
        id: event.actionId,
        symbol: event.symbol,
        type: event.type,
        exDate: toColumn(localDate(event.exDate)),
        payDate: toColumn(localDate(event.payDate)),
        value: event.value,
        per: event.per,
        newSymbol: event.newSymbol,
        announcedAt: toDate(instantFromIso(event.at)),
      },
    ],
    skipDuplicates: true,
  });
  await publish(tx, "staff", "clearing");
}
