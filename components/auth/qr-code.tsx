type QrCodeProps = { qr: { size: number; path: string }; label: string };

/** A QR code. It is dark on white in both themes: many cameras do not read the reverse. */
export function QrCode({ qr: { size, path }, label }: QrCodeProps) {
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="size-48 rounded-control border border-line bg-white"
    >
      <path d={path} fill="#000" />
    </svg>
  );
}
