//! Messages of the queue `CollectQueue`

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), shared::http::StartFailure> {
    shared::queue::serve(limits::collect).await
}
