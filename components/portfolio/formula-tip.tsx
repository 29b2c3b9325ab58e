"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { InfoTip } from "@/components/ui/info-tip";
import { Skeleton } from "@/components/ui/skeleton";
import type { FormulaName } from "@/domain/portfolio/formulas";

type FormulaTipProps = {
  name: FormulaName;
  /** Ends "how? ...", for those who meet the chip alone: "the return of this year is reckoned". */
  about: string;
};

// The texts of all formulas are fetched when the first is asked for.
const FormulaText = dynamic(
  () => import("@/components/portfolio/formula-text").then((module) => module.FormulaText),
  { loading: () => <Skeleton className="h-40 w-72" /> },
);

/** One click from a figure to how it is reckoned. */
export function FormulaTip({ name, about }: FormulaTipProps) {
  const [wasOpened, setOpened] = useState(false);
  return (
    <InfoTip label="how?" about={about} onOpen={() => setOpened(true)}>
      {wasOpened ? <FormulaText name={name} /> : <Skeleton className="h-40 w-72" />}
    </InfoTip>
  );
}
