//! POST /api/orgs/{org}/alerts/test

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), shared::http::StartFailure> {
    shared::http::serve(limits::test).await
}
