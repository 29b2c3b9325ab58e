import { AppError } from "@/domain/errors";
import { textId } from "@/domain/onboarding/agreements";
import { isSignatureOf } from "@/domain/onboarding/names";
import type { UpgradeInput } from "@/domain/requests/inputs";
import { upgradeObstacle, upgradeTexts } from "@/domain/requests/upgrade";
import { toIso } from "@/domain/time/instant";
import type { Actor, Origin } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";
import { requireRecord } from "@/server/profile";
import { askDesk } from "@/server/requests/ask";
import { lockOwnAccount } from "@/server/requests/own-account";
import { requestsOf } from "@/server/requests/queries";
import type { AccountRequestsView } from "@/server/requests/views";

const field = (path: string, message: string) => new AppError("VALIDATION", undefined, [{ path, message }]);

/**
 * Applies for margin: the agreement and FINRA 2264's disclosure are signed by name, and the desk decides. Throws
 * NOT_FOUND, CONFLICT (already margin, restricted, joint, or asked for already), VALIDATION (a text not accepted, another
 * name).
 */
export async function requestUpgrade(
  deps: Deps,
  actor: Actor,
  input: UpgradeInput,
  origin: Origin,
): Promise<AccountRequestsView> {
  await deps.db.$transaction(async (tx) => {
    const account = await lockOwnAccount(tx, actor, input.accountId);
    const obstacle = upgradeObstacle(account);
    if (obstacle) throw new AppError("CONFLICT", obstacle);
    const record = await requireRecord(tx, deps, actor.userId);
    const texts = upgradeTexts(account.type);
    if (texts.some((text) => !input.accepted.includes(textId(text))))
      throw field("accepted", "Please read and accept each text.");
    if (!record.name || !isSignatureOf(input.signedName, record.name))
      throw field("signedName", `Please type your name as we know it: ${record.legalName || account.title}.`);
    await askDesk(tx, deps, actor, {
      kind: "MARGIN_UPGRADE",
      accountId: account.id,
      detail: {
        texts: texts.map(({ key, version, sha256 }) => ({ key, version, sha256 })),
        signedName: input.signedName,
        signedAt: toIso(deps.clock.now()),
        ip: origin.ip,
        userAgent: origin.userAgent,
      },
    });
  });
  return requestsOf(deps, actor, input);
}
