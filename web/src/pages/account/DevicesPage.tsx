import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Redirect } from "wouter";
import { isLoggedOut } from "@/api/account";
import { api } from "@/api/client";
import { answered } from "@/api/Refused";
import { Button } from "@/kit/Button";
import { Trouble } from "@/kit/Trouble";
import { Waiting } from "@/kit/Waiting";
import { Card } from "./Card";
import { CardLink } from "./CardLink";
import { DeviceItem } from "./DeviceItem";
import { EndDialog, type Ending } from "./EndDialog";
import { useForgetAccount } from "./useForgetAccount";

/** Where the account is logged in, and the end of any of it. */
export function DevicesPage() {
  const queries = useQueryClient();
  const devices = useQuery({
    queryKey: ["devices"],
    queryFn: ({ signal }) => answered(api.GET("/api/auth/sessions", { signal })),
    staleTime: 0,
  });
  const [ending, setEnding] = useState<Ending>();
  const [news, setNews] = useState<{ words: string }>();
  const told = useRef<HTMLParagraphElement>(null);
  const isOver = isLoggedOut(devices.error);
  useForgetAccount(isOver);
  // The button that was pressed is gone, so the focus moves on to what has come of it.
  useEffect(() => {
    if (news) told.current?.focus();
  }, [news]);
  async function ended(words: string) {
    await queries.invalidateQueries({ queryKey: ["devices"] });
    setEnding(undefined);
    setNews({ words });
  }
  if (isOver) return <Redirect to="/login?next=/devices" replace />;
  const others = devices.data?.filter((device) => !device.current) ?? [];
  return (
    <Card title="Devices" wide links={<CardLink to="/account">Your account</CardLink>}>
      <p>Where this account is logged in, the one that was used last first.</p>
      {news && (
        <p ref={told} tabIndex={-1} className="font-medium outline-none">
          {news.words}
        </p>
      )}
      {devices.error && <Trouble error={devices.error} onRetry={() => devices.refetch()} />}
      {devices.isPending && <Waiting what="Asking for the devices" />}
      <ul className="grid gap-0 border-hairline border-t empty:hidden">
        {devices.data?.map((device) => (
          <DeviceItem key={device.id} device={device} onEnd={() => setEnding(device)} />
        ))}
      </ul>
      {others.length > 0 && (
        <p>
          <Button look="danger" onClick={() => setEnding("others")}>
            Log out all others
          </Button>
        </p>
      )}
      {ending && <EndDialog ending={ending} onClose={() => setEnding(undefined)} onEnded={ended} />}
    </Card>
  );
}
