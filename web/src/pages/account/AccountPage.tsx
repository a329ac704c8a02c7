import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import { type Account, forgetAccount, logOut } from "@/api/account";
import { Button, buttonClass } from "@/kit/Button";
import { Notice } from "@/kit/Notice";
import { Trouble } from "@/kit/Trouble";
import { moment } from "@/words/times";
import { AccountOrgs } from "./AccountOrgs";
import { Card } from "./Card";
import { ChangePassword } from "./ChangePassword";
import type { News } from "./LoginPage";
import { keepAddress } from "./typedAddress";

/** The account: whose it is, its devices and its password. */
export function AccountPage({ account }: { account: Account }) {
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const [trouble, setTrouble] = useState<unknown>();
  async function leave() {
    try {
      await logOut();
    } catch (error) {
      return setTrouble(error);
    }
    keepAddress("");
    // First away from here: without an account this page would send to the login, and back here from there.
    navigate("/login", { state: { news: "You are logged out." } satisfies News });
    forgetAccount(queries);
  }
  return (
    <Card title="Your account">
      <p>
        <strong className="wrap-anywhere">{account.email}</strong>
        <br />
        <span className="text-muted">since {moment(account.createdAt)}</span>
      </p>
      {account.operator && (
        <Notice>
          <p>
            You run this Force Monitor. <Link href="/errors">See the errors that were reported</Link>
          </p>
        </Notice>
      )}
      {trouble !== undefined && <Trouble error={trouble} />}
      <p className="flex flex-wrap gap-2">
        <Link href="/devices" className={buttonClass()}>
          Devices
        </Link>
        <Button onClick={leave}>Log out</Button>
      </p>
      <AccountOrgs />
      <ChangePassword address={account.email} />
    </Card>
  );
}
