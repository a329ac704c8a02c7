import { useQuery } from "@tanstack/react-query";
import { api } from "@/api/client";
import { answered } from "@/api/Refused";
import { useMailedToken } from "@/app/mailedToken";
import { Trouble } from "@/kit/Trouble";
import { Waiting } from "@/kit/Waiting";
import { BadLink } from "./BadLink";
import { Card } from "./Card";
import { ResetForm } from "./ResetForm";

/** Where the mail for a forgotten password leads. */
export function ResetPage() {
  const token = useMailedToken();
  const validity = useQuery({
    queryKey: ["reset", token],
    queryFn: ({ signal }) =>
      answered(api.POST("/api/validate-reset-token", { body: { token: token ?? "" }, signal })),
    enabled: token !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!token || validity.data?.valid === false)
    return <BadLink to="/forgot-password">Ask for a new link</BadLink>;
  if (!validity.data) {
    return (
      <Card title="Choose a new password">
        {validity.error ? (
          <Trouble error={validity.error} onRetry={() => validity.refetch()} />
        ) : (
          <Waiting what="Looking at the link" />
        )}
      </Card>
    );
  }
  return <ResetForm key={token} token={token} address={validity.data.email ?? "your account"} />;
}
