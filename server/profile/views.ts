import type { Address } from "@/domain/onboarding/steps";
import type { Employment, Finances, TrustedContact } from "@/domain/profile/current-profile";
import type { DeliveryMode } from "@/domain/profile/profile-kinds";
import { localDateOf, toIso } from "@/domain/time/instant";
import type { Deps } from "@/server/platform/deps";
import type { CustomerRecord } from "@/server/profile/record";

/** A customer's record as the customer sees it. */
export type ProfileView = {
  legalName: string;
  address: Address | null;
  pendingAddress: { entryId: string; address: Address; isFrozen: boolean; effectiveAt: string } | null;
  employment: Employment | null;
  finances: Finances | null;
  trustedContact: TrustedContact | null;
  delivery: DeliveryMode;
  toldAt: string;
  reviewDueOn: string;
  /** The record is older than the rules allow: it wants to be looked at. */
  isReviewDue: boolean;
};

export function profileView(deps: Deps, record: CustomerRecord): ProfileView {
  const { pendingAddress, toldAt, name: _name, ...rest } = record;
  return {
    ...rest,
    toldAt: toIso(toldAt),
    pendingAddress: pendingAddress && {
      entryId: pendingAddress.id,
      address: pendingAddress.address,
      isFrozen: pendingAddress.status === "FROZEN",
      effectiveAt: toIso(pendingAddress.effectiveAt),
    },
    isReviewDue: record.reviewDueOn <= localDateOf(deps.clock.now()),
  };
}
