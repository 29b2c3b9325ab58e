const Blank = () => <div className="rounded-card border border-line bg-surface" />;

/** The panels before they come, in their usual sizes. */
export const WorkspaceSkeleton = () => (
  <div aria-hidden className="grid h-full grid-cols-[minmax(0,1fr)_20rem] gap-2">
    <div className="grid grid-rows-[61fr_39fr] gap-2">
      <div className="grid grid-cols-[12.5rem_minmax(0,1fr)_18rem] gap-2">
        <Blank />
        <Blank />
        <Blank />
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)_18rem] gap-2">
        <Blank />
        <Blank />
      </div>
    </div>
    <Blank />
  </div>
);
