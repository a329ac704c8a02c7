//! GET /api/validate-reset-token, POST /api/validate-reset-token

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), shared::http::StartFailure> {
    shared::http::serve(reset::validate).await
}
