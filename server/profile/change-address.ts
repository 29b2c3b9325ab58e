import { AppError } from "@/domain/errors";
import { addressLines } from "@/domain/profile/current-profile";
import type { ChangeAddressInput } from "@/domain/profile/inputs";
import type { Address } from "@/domain/onboarding/steps";
import type { PlaceRuling } from "@/domain/onboarding/checks";
import { ADDRESS_WAITS_HOURS, DISPUTE_DAYS } from "@/domain/profile/profile-kinds";
import { formatDateTime } from "@/domain/time/format";
import { localDateOf, plus, toDate } from "@/domain/time/instant";
import { portalUrl } from "@/server/auth";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import { sha256 } from "@/server/platform/crypto";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { newId, newSecret } from "@/server/platform/ids";
import { sendMail } from "@/server/platform/mail";
import { publish } from "@/server/platform/news";
import { type CustomerRecord, lockRecord, requireRecord } from "@/server/profile/record";
import { placesOn } from "@/server/screening";
import { type ProfileView, profileView } from "@/server/profile/views";

const HOUR_MS = 3_600_000;
const SUBJECT = "Your address with RushTrade is being changed";

/** What is not changed by a form: another country needs another tax form, another state a registration of ours. */
function refuseMove(record: CustomerRecord, next: Address, places: readonly PlaceRuling[]): void {
  if (record.pendingAddress)
    throw new AppError(
      "CONFLICT",
      record.pendingAddress.status === "FROZEN"
        ? "A change of your address was disputed and is frozen. We will call you; until then nothing can be changed."
        : "A change of your address is under way already. Take it back first, or wait until it counts.",
    );
  if (record.address && next.country !== record.address.country)
    throw new AppError("VALIDATION", undefined, [
      {
        path: "address.country",
        message:
          "A move to another country needs a new tax form. Please write to us; we will go through it with you.",
      },
    ]);
  const place =
    "state" in next ? places.find(({ kind, code }) => kind === "STATE" && code === next.state) : null;
  if (place?.ruling === "REFUSED")
    throw new AppError("VALIDATION", undefined, [
      { path: "address.state", message: "We are not registered there. Please write to us before you move." },
    ]);
  if (
    record.address &&
    addressLines(record.address).join() === addressLines(next).join() &&
    record.address.phone === next.phone
  )
    throw new AppError("VALIDATION", undefined, [
      { path: "address.line1", message: "This is the address that we have." },
    ]);
}

type Change = { actor: Actor; record: CustomerRecord; address: Address; link: string; effective: string };

/** By mail, and by post to where the customer lived and to where the customer says to live now (FINRA 4512, 17a-3(a)(17)). */
async function tell(tx: Tx, deps: Deps, { actor, record, address, link, effective }: Change): Promise<void> {
  const now = deps.clock.now();
  const text =
    `We were asked to change the address on your accounts. It counts from ${effective}. ` +
    "If it was you, there is nothing to do. If it was not you, stop it here; nobody needs to sign in for it:";
  await sendMail(tx, { to: actor.email, subject: SUBJECT, body: text, link }, now);
  const places = record.address ? [record.address, address] : [address];
  await tx.postalLetter.createMany({
    data: places.map((place) => ({
      id: newId(),
      userId: actor.userId,
      addressee: record.legalName,
      address: { lines: addressLines(place) },
      subject: SUBJECT,
      body: `${text} ${link} (within ${DISPUTE_DAYS} days), or call us.`,
      createdAt: toDate(now),
    })),
  });
}

/**
 * Asks for another address. It counts three days later, so that whoever gets the mail and the letters at the old and the
 * new address can say that it was not the customer. Throws CONFLICT while another change waits, VALIDATION for a move that
 * a form cannot make.
 */
export async function changeAddress(
  deps: Deps,
  actor: Actor,
  input: ChangeAddressInput,
): Promise<ProfileView> {
  const now = deps.clock.now();
  return deps.db.$transaction(async (tx) => {
    await lockRecord(tx, actor.userId);
    const record = await requireRecord(tx, deps, actor.userId);
    refuseMove(record, input.address, await placesOn(tx, localDateOf(deps.clock.now())));
    const [id, secret] = [newId(), newSecret()];
    const effectiveAt = plus(now, ADDRESS_WAITS_HOURS * HOUR_MS);
    await tx.profileEntry.create({
      data: {
        id,
        userId: actor.userId,
        kind: "ADDRESS",
        value: input.address,
        recordedAt: toDate(now),
        effectiveAt: toDate(effectiveAt),
        disputeHash: sha256(secret),
      },
    });
    await tell(tx, deps, {
      actor,
      record,
      address: input.address,
      link: `${portalUrl(deps.env)}/not-me?token=${secret}`,
      effective: formatDateTime(effectiveAt),
    });
    await recordAudit(tx, {
      actor,
      action: "profile.address_change_asked",
      subjectType: "user",
      subjectId: actor.userId,
      detail: { entryId: id, effectiveAt: toDate(effectiveAt).toISOString() },
      at: now,
    });
    await publish(tx, `user:${actor.userId}`, "profile");
    return profileView(deps, await requireRecord(tx, deps, actor.userId));
  });
}
