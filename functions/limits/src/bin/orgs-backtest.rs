//! POST /api/orgs/{org}/alerts/backtest

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), shared::http::StartFailure> {
    shared::http::serve(limits::backtest).await
}
