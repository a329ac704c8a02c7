import type { ComponentType } from "react";
import { useParams } from "wouter";
import { NeedsAccount } from "@/app/NeedsAccount";
import { AccountPage } from "./AccountPage";
import { DevicesPage } from "./DevicesPage";
import { ForgotPage } from "./ForgotPage";
import { LoginPage } from "./LoginPage";
import { RegisterPage } from "./RegisterPage";
import { ResetPage } from "./ResetPage";
import { VerifyPage } from "./VerifyPage";

const PAGES: Record<string, ComponentType> = {
  account: () => <NeedsAccount>{(account) => <AccountPage account={account} />}</NeedsAccount>,
  devices: () => <NeedsAccount>{() => <DevicesPage />}</NeedsAccount>,
  "forgot-password": ForgotPage,
  login: LoginPage,
  register: RegisterPage,
  "reset-password": ResetPage,
  "verify-email": VerifyPage,
};

/** All pages of accounts, by the first part of their path. */
export default function AccountPages() {
  const Page = PAGES[useParams<{ page: string }>().page];
  return Page && <Page />;
}
