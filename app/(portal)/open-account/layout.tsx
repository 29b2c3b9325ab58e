import type { ReactNode } from "react";
import { Arrival } from "@/app/(portal)/arrival";

export default function OpenAccountLayout({ children }: { children: ReactNode }) {
  return <Arrival>{children}</Arrival>;
}
