//! GET /health and GET /api/health

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), shared::http::StartFailure> {
    shared::http::serve_plain(health::shallow).await
}
