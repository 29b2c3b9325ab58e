"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { EvidenceCard } from "@/components/evidence/evidence-card";
import { errorsOfAnswer, useForm } from "@/components/forms/use-form";
import { isUnanswered, type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { cx } from "@/components/ui/cx";
import { Form } from "@/components/ui/form";
import { TextAreaField } from "@/components/ui/text-area-field";
import { formatTimestamp } from "@/domain/time/format";

/** As often as the progress beside it looks. */
const LOOK_AGAIN_MS = 4_000;

type Thread = Outputs["applications"]["thread"];

/** What we asked about an application and what the customer answered; papers can be sent along with an answer. */
export function QuestionThread({ applicationId }: { applicationId: string }) {
  const trpc = useTRPC();
  const { data: thread } = useQuery(
    trpc.applications.thread.queryOptions({ applicationId }, { refetchInterval: LOOK_AGAIN_MS }),
  );
  if (!thread || thread.messages.length === 0) return null;
  return (
    <section aria-labelledby="questions" className="grid gap-4 border-t border-line pt-5">
      <h2 id="questions" className="text-title">
        {thread.awaitsAnswer ? "We have a question" : "Questions and answers"}
      </h2>
      <ol aria-label="Questions and answers" className="grid gap-3">
        {thread.messages.map((message) => (
          <MessageRow key={message.id} message={message} />
        ))}
      </ol>
      {thread.awaitsAnswer ? <AnswerForm applicationId={applicationId} /> : null}
    </section>
  );
}

function MessageRow({ message }: { message: Thread["messages"][number] }) {
  const isOurs = message.side === "FIRM";
  return (
    <li
      className={cx(
        "grid gap-1 rounded-card px-4 py-3",
        isOurs ? "bg-accent-soft" : "border border-line sm:ml-10",
      )}
    >
      <p className="text-label text-muted">
        {isOurs ? "RushTrade" : "You"}, {formatTimestamp(message.at)}
      </p>
      <p className="text-base whitespace-pre-line wrap-anywhere">{message.body}</p>
    </li>
  );
}

function AnswerForm({ applicationId }: { applicationId: string }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const answer = useMutation(
    trpc.applications.answer.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: trpc.applications.pathKey() }),
      onError: (error) => form.showErrors(errorsOfAnswer(error)),
    }),
  );
  const { attach, ...form } = useForm({
    initial: { answer: "" },
    toInput: (values) => ({ applicationId, ...values }),
    schema: async () => (await import("@/domain/onboarding/inputs")).answerInput,
    onValid: (values) => {
      if (!answer.isPending) answer.mutate({ applicationId, ...values });
    },
  });
  return (
    <div className="grid gap-4">
      <EvidenceCard
        subjectType="APPLICATION"
        subjectId={applicationId}
        part={null}
        title="Papers to go with your answer"
      />
      <Form ref={attach} aria-label="Your answer" className="grid gap-3" onSubmit={form.onSubmit}>
        {answer.error && Object.keys(form.errors).length === 0 ? (
          <Callout tone="danger" title="Your answer was not sent" isLive>
            {isUnanswered(answer.error) ? "No answer came. Please try again." : answer.error.message}
          </Callout>
        ) : null}
        <TextAreaField
          label="Your answer"
          rows={4}
          value={form.values.answer}
          onChange={form.set("answer")}
          error={form.errors.answer}
        />
        <div>
          <Button type="submit" variant="primary" isPending={answer.isPending || answer.isSuccess}>
            Send the answer
          </Button>
        </div>
      </Form>
    </div>
  );
}
