"use client";

import { Camera, Upload } from "lucide-react";
import { type ChangeEvent, type DragEvent, type ReactNode, useState } from "react";
import { buttonStyle } from "@/components/ui/button-style";
import { cx } from "@/components/ui/cx";
import { PAPER_ACCEPT } from "@/domain/evidence/kinds";

type DropZoneProps = { onFiles: (files: File[]) => void; describedBy: string };

/** A place to drop files on, with a button for the file dialog and, on a phone, one for the camera. */
export function DropZone({ onFiles, describedBy }: DropZoneProps) {
  const [isOver, setOver] = useState(false);
  function over(event: DragEvent) {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    setOver(true);
  }
  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  }
  return (
    <div
      onDragEnter={over}
      onDragOver={over}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cx(
        "flex flex-wrap items-center justify-center gap-3 rounded-card border border-dashed px-4 py-5 text-center transition-colors",
        isOver ? "border-accent bg-accent-soft" : "border-line-strong",
      )}
    >
      <p className="w-full text-base text-muted pointer-coarse:hidden">
        {isOver ? "Let go to send" : "Drop files here, or"}
      </p>
      <FileButton
        label="Choose files"
        icon={<Upload aria-hidden size={16} />}
        describedBy={describedBy}
        onFiles={onFiles}
      />
      <span className="hidden pointer-coarse:contents">
        <FileButton
          label="Take a picture"
          icon={<Camera aria-hidden size={16} />}
          describedBy={describedBy}
          onFiles={onFiles}
          isCamera
        />
      </span>
    </div>
  );
}

type FileButtonProps = DropZoneProps & { label: string; icon: ReactNode; isCamera?: boolean };

/** The browser's own file field, which keeps focus and keyboard, dressed as a button. */
function FileButton({ label, icon, describedBy, onFiles, isCamera = false }: FileButtonProps) {
  function choose(event: ChangeEvent<HTMLInputElement>) {
    onFiles([...(event.target.files ?? [])]);
    // The same file again is a new choice.
    event.target.value = "";
  }
  return (
    <label
      className={cx(
        buttonStyle("secondary", "md"),
        "relative cursor-pointer has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
      )}
    >
      {icon}
      {label}
      <input
        type="file"
        className="sr-only"
        accept={isCamera ? "image/*" : PAPER_ACCEPT}
        multiple={!isCamera}
        capture={isCamera ? "environment" : undefined}
        aria-describedby={describedBy}
        onChange={choose}
      />
    </label>
  );
}
