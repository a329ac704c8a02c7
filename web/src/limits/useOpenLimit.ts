import { useLocation, useRouter } from "wouter";
import { writeUrl } from "@/app/useUrlState";

/**
 * The details of one limit stand in the address. Opening them is a step that the browser can take back, so
 * closing them takes it back, unless the address was opened with them.
 */
export function useOpenLimit() {
  const [path, navigate] = useLocation();
  const { base } = useRouter();
  return {
    hrefOf: (name: string) => `${base}${path}?limit=${name}`,
    open: (name: string) =>
      navigate(path + writeUrl(location.search, { limit: name }), { state: { isOpened: true } }),
    close: () => {
      if (history.state?.isOpened) history.back();
      else navigate(path + writeUrl(location.search, { limit: undefined }), { replace: true });
    },
  };
}
