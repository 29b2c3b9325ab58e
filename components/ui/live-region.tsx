type LiveRegionProps = {
  /** The latest thing to say; empty for nothing. It must stay mounted, and only its text change. */
  message: string;
  urgency?: "polite" | "assertive";
};

/** Read out when it changes, and never seen: fills, rejections, results of a filter. */
export function LiveRegion({ message, urgency = "polite" }: LiveRegionProps) {
  return (
    <div role={urgency === "assertive" ? "alert" : "status"} className="sr-only">
      {message}
    </div>
  );
}
