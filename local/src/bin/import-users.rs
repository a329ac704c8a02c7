//! Takes over the accounts of an older system: `import-users FILE`, with the environment of a function.

use std::io::Write;
use std::process::ExitCode;

use accounts::import::{import, parse};
use shared::app::App;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(told) => {
            let _ = writeln!(std::io::stdout(), "{told}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<String, Box<dyn std::error::Error>> {
    let file = std::env::args().nth(1).ok_or("usage: import-users FILE")?;
    let app = App::load()?;
    let users = parse(&std::fs::read_to_string(file)?, app.now())?;
    let imported = import(&app, &users).await?;
    Ok(format!(
        "imported: {}; left alone, because the address has an account: {}",
        imported.new, imported.known
    ))
}
