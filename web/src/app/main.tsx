import "./mailedToken";
import "@/theme/app.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Router } from "wouter";
import { chosenTheme, showTheme } from "@/theme/theme";
import { showZone, type Zone } from "@/words/times";
import { App } from "./App";
import { BASE } from "./base";
import { CrashBoundary } from "./CrashBoundary";
import { preference } from "./preferences";
import { queries } from "./queries";
import { ignoreSecondClicks } from "./secondClick";

ignoreSecondClicks(document);
showTheme(chosenTheme());
showZone(preference("zone") as Zone);

const place = document.getElementById("app");
if (place) {
  createRoot(place).render(
    <StrictMode>
      <CrashBoundary>
        <QueryClientProvider client={queries}>
          <Router base={BASE}>
            <App />
          </Router>
        </QueryClientProvider>
      </CrashBoundary>
    </StrictMode>,
  );
}
