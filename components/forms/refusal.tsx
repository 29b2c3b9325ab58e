import { isUnanswered } from "@/components/shell/trpc-client";
import { Callout } from "@/components/ui/callout";

type RefusalProps = { title: string; error: Parameters<typeof isUnanswered>[0] & { message: string } };

/** Why what was asked for was not done; without an answer nobody knows whether it was. */
export function Refusal({ title, error }: RefusalProps) {
  return (
    <Callout tone="danger" title={title} isLive>
      {isUnanswered(error) ? "No answer came. Reload the page to see whether it arrived." : error.message}
    </Callout>
  );
}
