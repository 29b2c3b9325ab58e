import { InstantLink } from "@/components/transfers/instant-link";
import { LinkBankForm } from "@/components/transfers/link-bank-form";

/** The two ways to link a bank account: by signing in there, or by its numbers. */
export function LinkBank({ accountId, onLinked }: { accountId: string; onLinked?: () => void }) {
  return (
    <div className="grid gap-4">
      <InstantLink accountId={accountId} />
      <p className="flex items-center gap-3 text-small text-muted">
        <span aria-hidden className="h-px flex-1 bg-line" />
        or with its numbers
        <span aria-hidden className="h-px flex-1 bg-line" />
      </p>
      <LinkBankForm accountId={accountId} {...(onLinked ? { onLinked } : {})} />
    </div>
  );
}
