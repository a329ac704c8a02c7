import * as Sentry from "@sentry/browser";

// The server of the shop writes the project's DSN in front of this.
Sentry.init({ dsn: DSN, release: "shop@1.4.0", environment: "production" });
Sentry.setTag("plan", "pro");
Sentry.setUser({ id: "u-7" });

document
  .getElementById("basket")
  .addEventListener("click", () => Sentry.addBreadcrumb({ message: "2 pairs" }));
document.getElementById("pay").addEventListener("click", function pay() {
  charge({ total: 12.5 });
});

function charge(basket) {
  throw new RangeError(`The card refuses ${basket.total} euros`);
}
