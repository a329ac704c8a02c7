//! Messages of the queue `MailQueue`

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), shared::http::StartFailure> {
    shared::queue::serve(mail::send).await
}
