import { Button } from "@/kit/Button";
import { FormTrouble } from "./FormTrouble";
import type { useForm } from "./useForm";

/** The end of a form: what is wrong with the whole of it, and its button. */
export function Submit({ form, children }: { form: ReturnType<typeof useForm>; children: string }) {
  return (
    <>
      <FormTrouble form={form} />
      <Button type="submit" look="primary" busy={form.isBusy}>
        {children}
      </Button>
    </>
  );
}
