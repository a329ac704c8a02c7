//! POST /api/forgot-password

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), shared::http::StartFailure> {
    shared::http::serve(reset::forgot).await
}
