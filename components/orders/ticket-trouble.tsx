import type { Ticket } from "@/components/orders/use-ticket";
import { isUnanswered } from "@/components/shell/trpc-client";
import { Callout } from "@/components/ui/callout";
import { TextLink } from "@/components/ui/text-link";

/** What went wrong with placing or previewing: what happened, what was not done, what to try. */
export function TicketTrouble({ ticket: { place, preview, previewError } }: { ticket: Ticket }) {
  const error = place.error;
  // Asked about beside the button: see TicketConfirm.
  if (error?.data?.app.code === "SUSPECTED_DUPLICATE") return null;
  if (error && isUnanswered(error)) {
    return (
      <Callout tone="danger" title="No answer came" isLive>
        The order may have arrived or not. Press the button again as it is: the same order is never placed
        twice.
      </Callout>
    );
  }
  if (error?.data?.app.code === "CLIENT_ORDER_ID_CONFLICT") {
    return (
      <Callout tone="caution" title="An earlier order from this ticket has arrived" isLive>
        Nothing was sent now. Look at <TextLink href="/orders">your orders</TextLink> first; if you want this
        one as well, press the button again.
      </Callout>
    );
  }
  if (error && !error.data?.app.fields.length) {
    return (
      <Callout tone="danger" title="The order was not placed" isLive>
        {error.message}
      </Callout>
    );
  }
  if (previewError && !preview) {
    return (
      <Callout tone="caution" title="The cost cannot be reckoned at the moment">
        {previewError.message} The order itself is checked again when you place it.
      </Callout>
    );
  }
  return null;
}
