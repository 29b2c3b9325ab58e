"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { Refusal } from "@/components/forms/refusal";
import { useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { RadioGroup } from "@/components/ui/radio-group";
import { showToast } from "@/components/ui/toast-store";
import {
  DECLARATION_VERSION,
  SUBSCRIBER_QUESTIONS,
  type SubscriberAnswers,
  type SubscriberQuestion,
} from "@/domain/market-data/subscriber";

type Given = Partial<SubscriberAnswers>;

/** The answers, once every question has one. */
function complete(given: Given): SubscriberAnswers | null {
  const { registered, adviser, institution, business, others } = given;
  const isComplete =
    registered !== undefined &&
    adviser !== undefined &&
    institution !== undefined &&
    business !== undefined &&
    others !== undefined;
  return isComplete ? { registered, adviser, institution, business, others } : null;
}

const YES_NO = [
  { value: "no", label: "No" },
  { value: "yes", label: "Yes" },
];
const textOf = (answer: boolean | undefined): string | null =>
  answer === undefined ? null : answer ? "yes" : "no";

/** The exchanges' questions, none of them answered beforehand. */
export function DeclareDialog({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const formId = useId();
  const [given, setGiven] = useState<Given>({});
  const [isIncomplete, setIsIncomplete] = useState(false);
  const declare = useMutation(
    trpc.marketData.declare.mutationOptions({
      onSuccess() {
        showToast({ tone: "gain", title: "Your declaration is on record" });
        onClose();
      },
      onSettled: () => queryClient.invalidateQueries(trpc.marketData.pathFilter()),
    }),
  );
  function submit(event: FormEvent) {
    event.preventDefault();
    const answers = complete(given);
    setIsIncomplete(!answers);
    if (answers && !declare.isPending) declare.mutate({ version: DECLARATION_VERSION, answers });
  }
  const answer = (id: SubscriberQuestion) => (value: string) =>
    setGiven((before) => ({ ...before, [id]: value === "yes" }));
  return (
    <Dialog
      title="What the exchanges ask"
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      footer={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button type="submit" form={formId} variant="primary" isPending={declare.isPending}>
            I declare this to be true
          </Button>
        </>
      }
    >
      <Form id={formId} className="grid gap-5" onSubmit={submit}>
        <p className="text-base text-muted">
          One yes makes you a professional subscriber, for whom the exchanges charge more. Your answers are
          kept with the time and your address.
        </p>
        {SUBSCRIBER_QUESTIONS.map(({ id, text }) => (
          <RadioGroup
            key={id}
            label={text}
            value={textOf(given[id])}
            onChange={answer(id)}
            options={YES_NO}
            orientation="horizontal"
            error={isIncomplete && given[id] === undefined ? "Answer yes or no." : undefined}
          />
        ))}
        {declare.error ? <Refusal title="The declaration was not kept" error={declare.error} /> : null}
      </Form>
    </Dialog>
  );
}
