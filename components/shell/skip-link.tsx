/** The first stop of the Tab key: past the navigation, to the page itself. */
export function SkipLink() {
  return (
    <a
      href="#main"
      className="fixed top-2 left-2 z-50 -translate-y-20 flex min-h-11 items-center rounded-control bg-accent px-4 font-medium text-accent-ink focus-visible:translate-y-0"
    >
      Skip to the page
    </a>
  );
}
