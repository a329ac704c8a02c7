import { useState } from "react";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { Select } from "@/kit/Select";
import { chooseTheme, chosenTheme, type Theme } from "@/theme/theme";
import { preference, setPreference } from "./preferences";

/** What this device prefers: theme, time zone, shortcuts. */
export function Preferences() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button look="plain" onClick={() => setOpen(true)}>
        Preferences
      </Button>
      {isOpen && (
        <Dialog title="Preferences" onClose={() => setOpen(false)}>
          <Select
            label="Theme"
            className="justify-between"
            defaultValue={chosenTheme()}
            onChange={(event) => chooseTheme(event.target.value as Theme)}
            options={[
              ["system", "As the device"],
              ["light", "Light"],
              ["dark", "Dark"],
            ]}
          />
          <Select
            label="Times in"
            className="justify-between"
            defaultValue={preference("zone")}
            onChange={(event) => setPreference("zone", event.target.value)}
            options={[
              ["browser", `${Intl.DateTimeFormat().resolvedOptions().timeZone} (this device)`],
              ["UTC", "UTC"],
            ]}
          />
          <Select
            label="Keyboard shortcuts"
            className="justify-between"
            defaultValue={preference("shortcuts")}
            onChange={(event) => setPreference("shortcuts", event.target.value)}
            options={[
              ["on", "On"],
              ["off", "Off"],
            ]}
          />
        </Dialog>
      )}
    </>
  );
}
