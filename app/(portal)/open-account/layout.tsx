import type { ReactNode } from "react";
import { Arrival } from "@/components/shell/arrival";

export default function OpenAccountLayout({ children }: { children: ReactNode }) {
  return <Arrival>{children}</Arrival>;
}
