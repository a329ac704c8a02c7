//! POST /api/auth/refresh

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), shared::http::StartFailure> {
    shared::http::serve(accounts::refresh).await
}
