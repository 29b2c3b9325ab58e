import { type ApiError, isUnanswered } from "@/components/shell/trpc-client";
import { Callout } from "@/components/ui/callout";

type AttemptErrorProps = {
  error: ApiError | null;
  /** What has not happened: "The wire was not asked for". */
  title: string;
  /** What may have happened when no answer came: "asked for". */
  done: string;
};

/** Why a request for money was not carried out, where no field of the form says so. */
export function AttemptError({ error, title, done }: AttemptErrorProps) {
  if (!error) return null;
  return isUnanswered(error) ? (
    <Callout tone="danger" title="No answer came" isLive>
      It may have been {done} all the same. Press the button again: one request is carried out only once.
    </Callout>
  ) : (
    <Callout tone="danger" title={title} isLive>
      {error.message}
    </Callout>
  );
}
