//! DELETE /api/shares/{share}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), shared::http::StartFailure> {
    shared::http::serve(limits::remove_share).await
}
