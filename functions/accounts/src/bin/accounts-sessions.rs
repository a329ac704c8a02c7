//! GET /api/auth/sessions

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), shared::http::StartFailure> {
    shared::http::serve(accounts::sessions).await
}
