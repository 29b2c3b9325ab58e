/** Joins the class names that apply; conditions that do not hold are passed as false, null or undefined. */
export function cx(...names: readonly (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(" ");
}
