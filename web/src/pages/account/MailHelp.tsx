import { useSession } from "@/api/session";
import { BASE } from "@/app/base";

/** What to do if a mail does not come; it stands in the same place on all pages that wait for one. */
export function MailHelp() {
  const session = useSession();
  return (
    <div className="grid gap-2 text-muted">
      <details>
        <summary className="min-h-6 content-center pointer-coarse:min-h-11">No mail?</summary>
        <p className="pt-2">
          It comes within a minute. Look among the unwanted mails, and whether the address is right. At most
          one mail a minute goes to an address, so wait a minute before you ask again.
        </p>
      </details>
      {session.data?.demo && (
        <p>
          On this machine mails are not sent. <a href={`${BASE}/dev/mail`}>Read the mail here</a>
        </p>
      )}
    </div>
  );
}
