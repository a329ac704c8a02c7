//! PATCH /api/errors/{group}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), shared::http::StartFailure> {
    shared::http::serve(errors::change).await
}
