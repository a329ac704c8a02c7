//! POST /api/auth/login, POST /api/login

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), shared::http::StartFailure> {
    shared::http::serve(accounts::login).await
}
