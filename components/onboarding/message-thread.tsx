"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { EvidenceCard } from "@/components/evidence/evidence-card";
import { fieldMessage, isUnanswered, type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Form } from "@/components/ui/form";
import { TextAreaField } from "@/components/ui/text-area-field";
import { formatDateTime } from "@/domain/time/format";

type Thread = Outputs["applications"]["thread"];

/** What we asked about an application, and the place for the answer. */
export function MessageThread({ initial }: { initial: Thread }) {
  const trpc = useTRPC();
  const { applicationId } = initial;
  const { data } = useQuery(
    trpc.applications.thread.queryOptions({ applicationId }, { initialData: initial }),
  );
  const thread = data ?? initial;
  return (
    <div className="grid gap-4">
      <Card title="Questions and answers">
        {thread.messages.length === 0 ? (
          <p className="text-base text-muted">We have not asked you anything.</p>
        ) : (
          <ol aria-label="Questions and answers" className="grid gap-4">
            {thread.messages.map((message) => (
              <li
                key={message.id}
                className={
                  message.side === "FIRM" ? "border-l-2 border-accent pl-3" : "border-l-2 border-line pl-3"
                }
              >
                <p className="text-label text-muted">
                  {message.side === "FIRM" ? "We asked" : "You answered"}, {formatDateTime(message.at)}
                </p>
                <p className="text-base whitespace-pre-line wrap-anywhere">{message.body}</p>
              </li>
            ))}
          </ol>
        )}
      </Card>
      {thread.awaitsAnswer ? (
        <>
          <EvidenceCard subjectType="APPLICATION" subjectId={applicationId} part={null}>
            Add papers before you answer, if we asked for some.
          </EvidenceCard>
          <AnswerForm applicationId={applicationId} />
        </>
      ) : thread.messages.length > 0 ? (
        <Callout tone="gain" title="Nothing to do at the moment">
          We have your answer and go on with the application.
        </Callout>
      ) : null}
    </div>
  );
}

function AnswerForm({ applicationId }: { applicationId: string }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [answer, setAnswer] = useState("");
  const send = useMutation(
    trpc.applications.answer.mutationOptions({
      onSuccess: () => queries.invalidateQueries(trpc.applications.pathFilter()),
    }),
  );
  const answerError = fieldMessage(send.error, "answer");
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!send.isPending) send.mutate({ applicationId, answer });
  }
  return (
    <Card title="Your answer">
      <Form aria-label="Your answer" className="grid gap-4" onSubmit={submit}>
        {send.error && !answerError ? (
          <Callout tone="danger" title="It was not sent" isLive>
            {isUnanswered(send.error)
              ? "No answer came. Reload the page to see whether it arrived."
              : send.error.message}
          </Callout>
        ) : null}
        <TextAreaField
          label="What do you want to tell us?"
          value={answer}
          onChange={setAnswer}
          rows={5}
          maxLength={2000}
          error={answerError}
        />
        <div>
          <Button type="submit" variant="primary" isPending={send.isPending}>
            Send the answer
          </Button>
        </div>
      </Form>
    </Card>
  );
}
