import { useParams } from "wouter";
import { GroupList } from "./GroupList";
import { GroupPage } from "./GroupPage";
import { OperatorOnly } from "./OperatorOnly";

/** The errors that programs have reported, for whoever runs the deployment. */
export default function ErrorPages() {
  const { group } = useParams<{ group?: string }>();
  return <OperatorOnly>{group ? <GroupPage key={group} id={group} /> : <GroupList />}</OperatorOnly>;
}
