//! The yardstick of warm events: the smallest function that answers API Gateway, on one thread.

use std::convert::Infallible;

use lambda_http::{Error, Request, run, service_fn};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    run(service_fn(hello)).await
}

async fn hello(_: Request) -> Result<&'static str, Infallible> {
    Ok("hello")
}
