//! PUT /api/orgs/{org}/alerts

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), shared::http::StartFailure> {
    shared::http::serve(limits::set_settings).await
}
