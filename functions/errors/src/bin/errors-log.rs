//! POST /api/errors/log, OPTIONS /api/errors/log

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), shared::http::StartFailure> {
    shared::http::serve(errors::log).await
}
