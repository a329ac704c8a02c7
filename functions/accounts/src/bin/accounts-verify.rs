//! POST /api/auth/verify-email

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), shared::http::StartFailure> {
    shared::http::serve(accounts::verify).await
}
