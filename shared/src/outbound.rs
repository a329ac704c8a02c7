//! Calls to others over HTTPS: rustls on ring with the public roots compiled in, no redirects, no proxy.

use std::time::Duration;

use reqwest::{Client, ClientBuilder};

/// Lambda freezes a process between events; a connection that was idle longer than this is likely to be dead.
const POOL_IDLE: Duration = Duration::from_secs(15);

/// A client to be finished with what is particular to whom it calls.
pub(crate) fn client(connect_timeout: Duration) -> ClientBuilder {
    Client::builder()
        .tls_backend_preconfigured(tls())
        .connect_timeout(connect_timeout)
        .redirect(reqwest::redirect::Policy::none())
        .pool_idle_timeout(POOL_IDLE)
        .no_proxy()
        .user_agent(concat!("force-monitor/", env!("CARGO_PKG_VERSION")))
}

fn tls() -> rustls::ClientConfig {
    let roots = rustls::RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    #[expect(clippy::expect_used, reason = "the versions are constants that the provider has")]
    rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("ring speaks TLS 1.2 and 1.3")
        .with_root_certificates(roots)
        .with_no_client_auth()
}
