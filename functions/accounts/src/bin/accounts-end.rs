//! DELETE /api/auth/sessions/{id}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), shared::http::StartFailure> {
    shared::http::serve(accounts::end).await
}
