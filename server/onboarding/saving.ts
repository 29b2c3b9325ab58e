import type { Signature } from "@/domain/onboarding/steps";
import type { OwnPart } from "@/server/onboarding/own-application";
import type { Actor } from "@/server/platform/actor";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

/** One step on its way to the draft: whose part it goes to, and what a signature under it would say. */
export type Saving = { tx: Tx; deps: Deps; actor: Actor; own: OwnPart; signature: Signature };
