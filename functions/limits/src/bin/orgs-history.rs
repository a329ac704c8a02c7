//! GET /api/orgs/{org}/limits/{name}/history

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), shared::http::StartFailure> {
    shared::http::serve(limits::history).await
}
