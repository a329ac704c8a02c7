//! The logs of all other functions

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), shared::http::StartFailure> {
    shared::subscription::serve(errors::own).await
}
