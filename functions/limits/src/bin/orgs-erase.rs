//! Messages of the queue `EraseQueue`

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), shared::http::StartFailure> {
    shared::queue::serve(limits::erase).await
}
