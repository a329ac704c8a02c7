//! GET /api/orgs/{org}/limits

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), shared::http::StartFailure> {
    shared::http::serve(limits::limits_of).await
}
