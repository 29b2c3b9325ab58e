import type { ReactNode } from "react";
import { TRPCProvider } from "@/components/shell/trpc-provider";

/** Pages that anyone may use to get in, or to get a message that was sent. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return <TRPCProvider>{children}</TRPCProvider>;
}
