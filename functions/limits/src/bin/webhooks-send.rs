//! Messages of the queue `WebhookQueue`

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), shared::http::StartFailure> {
    shared::queue::serve(limits::send_webhook).await
}
