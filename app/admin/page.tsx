import { redirect } from "next/navigation";

/** The desk begins with the people who wait. */
export default function AdminPage() {
  redirect("/admin/applications");
}
