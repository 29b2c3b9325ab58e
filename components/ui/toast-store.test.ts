import { afterEach, expect, test, vi } from "vitest";
import { dismissToast, showToast, toastStore } from "@/components/ui/toast-store";

afterEach(() => {
  for (const toast of toastStore.now()) dismissToast(toast.id);
});

test("a toast is shown until it is dismissed, and listeners hear of both", () => {
  const listener = vi.fn();
  const stop = toastStore.subscribe(listener);
  showToast({ title: "Filled" });
  const [toast] = toastStore.now();
  expect(toast?.title).toBe("Filled");
  dismissToast(toast?.id ?? -1);
  expect(toastStore.now()).toHaveLength(0);
  expect(listener).toHaveBeenCalledTimes(2);
  stop();
  showToast({ title: "Unheard" });
  expect(listener).toHaveBeenCalledTimes(2);
});

test("the oldest makes room for the fifth", () => {
  for (const title of ["a", "b", "c", "d", "e"]) showToast({ title });
  expect(toastStore.now().map((toast) => toast.title)).toEqual(["b", "c", "d", "e"]);
});

test("what is said of one thing makes room for what is said of it next", () => {
  showToast({ title: "300 filled", about: "order 1" });
  showToast({ title: "Saved" });
  showToast({ title: "100 filled", about: "order 2" });
  showToast({ title: "600 filled", about: "order 1" });
  showToast({ title: "Saved" });
  expect(toastStore.now().map((toast) => toast.title)).toEqual([
    "Saved",
    "100 filled",
    "600 filled",
    "Saved",
  ]);
});

test("the server shows none", () => {
  showToast({ title: "Browser only" });
  expect(toastStore.onServer()).toEqual([]);
});
