//! GET / and GET /{path+}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), shared::http::StartFailure> {
    shared::http::serve_plain(web::page).await
}
