//! GET /api/orgs/{org}/events

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), shared::http::StartFailure> {
    shared::http::serve(limits::events).await
}
