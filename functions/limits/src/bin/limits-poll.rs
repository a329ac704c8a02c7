//! Every `rate(5 minutes)`

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), shared::http::StartFailure> {
    shared::schedule::serve(limits::poll).await
}
