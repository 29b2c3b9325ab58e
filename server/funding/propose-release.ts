import { needsTwoAdmins } from "@/domain/banking/transfer-limits";
import { money } from "@/domain/money/money";
import { localDateFromColumn } from "@/domain/time/instant";
import { propose } from "@/server/approvals";
import type { TransferRow } from "@/server/funding/views";
import type { Actor } from "@/server/platform/actor";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

/**
 * Proposes that a withdrawal or a wire be released. For a withdrawal the customer who asks is the maker, for a wire whoever
 * called him: neither may approve. Over the limit of its day two administrators must.
 */
export async function proposeRelease(
  tx: Tx,
  deps: Deps,
  { actor }: { actor: Actor },
  row: TransferRow,
  reason = "The customer asks for it.",
): Promise<void> {
  const amount = money(row.amount);
  const isLarge = needsTwoAdmins(amount, localDateFromColumn(row.requestedOn));
  await propose(tx, deps, actor, {
    kind: "MONEY_OUT",
    subjectType: "transfer",
    subjectId: row.id,
    payload: {
      accountId: row.accountId,
      method: row.method,
      amount: amount.toFixed(2),
      to: row.bankLink
        ? `${row.bankLink.bankName} ••${row.bankLink.last4}`
        : `${row.wire?.partyName ?? ""}, ${row.wire?.bankName ?? ""} ••${row.wire?.last4 ?? ""}`,
    },
    reason,
    approvalsNeeded: isLarge ? 2 : 1,
  });
}
