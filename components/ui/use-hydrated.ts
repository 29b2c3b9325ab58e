"use client";

import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/**
 * False while the server's markup is being taken over, true ever after. A part of the page that is taken over late may
 * find answers in the cache that the server did not have: it must not show them before.
 */
export const useHydrated = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
