import { Trouble } from "@/kit/Trouble";
import type { useForm } from "./useForm";
import { Wait } from "./Wait";

/** What is wrong with a form as a whole; it stands above its button. */
export function FormTrouble({ form }: { form: ReturnType<typeof useForm> }) {
  return (
    <>
      {form.until && <Wait until={form.until} onOver={form.end} />}
      <p role="status" className="empty:hidden">
        {form.isOver && "You can try again now."}
      </p>
      {form.error !== undefined && <Trouble error={form.error} />}
    </>
  );
}
