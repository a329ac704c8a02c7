//! POST /api/{project}/envelope, POST /api/{project}/{route+}, OPTIONS /api/{project}/envelope, OPTIONS /api/{project}/{route+}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), shared::http::StartFailure> {
    shared::http::serve(errors::envelope).await
}
