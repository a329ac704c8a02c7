import { useQueryClient } from "@tanstack/react-query";
import { Redirect, useSearch } from "wouter";
import { useHistoryState } from "wouter/use-browser-location";
import { logIn, useAccount } from "@/api/account";
import { Notice } from "@/kit/Notice";
import { PasswordField } from "@/kit/PasswordField";
import { Card } from "./Card";
import { CardLink } from "./CardLink";
import { EmailField } from "./EmailField";
import { nextPage } from "./next";
import { Submit } from "./Submit";
import { useForm } from "./useForm";

/** What a page may say to the one that it leads to. */
export type News = { news?: string } | null;

/** Logging in, and back to the page that asked for it. */
export function LoginPage() {
  const queries = useQueryClient();
  const account = useAccount();
  const search = useSearch();
  const news = useHistoryState<News>()?.news;
  const form = useForm(async ({ email = "", password = "" }) => logIn(queries, email, password));
  if (account.data) return <Redirect to={nextPage(search, location.origin)} replace />;
  const isSent = new URLSearchParams(search).has("next");
  return (
    <Card
      title="Log in"
      links={
        <>
          <CardLink to="/forgot-password">Forgot your password?</CardLink>
          <CardLink to="/register">Open an account</CardLink>
        </>
      }
    >
      {(news || isSent) && (
        <Notice>
          <p role="status">{news ?? "Log in to go on."}</p>
        </Notice>
      )}
      <form {...form.form} className="grid gap-4">
        <EmailField error={form.wrong("email")} />
        <PasswordField
          label="Password"
          name="password"
          autoComplete="current-password"
          required
          error={form.wrong("password")}
        />
        <Submit form={form}>Log in</Submit>
      </form>
    </Card>
  );
}
