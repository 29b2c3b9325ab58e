import { Callout } from "@/components/ui/callout";

/** What an account that is not simply open means. */
export function AccountNote({ status }: { status: string }) {
  if (status === "OPENING") {
    return (
      <Callout title="Your account is being opened">
        The clearing firm gives it its number, usually within a minute. This page notices by itself; meanwhile
        you can link your bank.
      </Callout>
    );
  }
  if (status === "RESTRICTED") {
    return (
      <Callout tone="caution" title="Your account is restricted">
        A deposit came back from the bank, or a venue took a trade back, and the account is short. Pay in what
        is missing under Transfers, or call us about missing shares; until then no orders can be placed.
      </Callout>
    );
  }
  if (status === "CLOSED")
    return <Callout title="This account is closed">What it held can still be looked at.</Callout>;
  return null;
}
