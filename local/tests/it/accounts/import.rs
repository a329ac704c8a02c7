//! Accounts of an older system: taken over with the passwords that their owners know.

use std::path::PathBuf;
use std::process::Command;

use crate::person::{PASSWORD, Person, open_account};
use crate::world::{PUBLIC_URL, World};

/// bcrypt of "abc", from the tests of jBCrypt.
const ABC: &str = "WvvTPHKwdBJ3uk0Z37EMR.hLA2W6N9AEBhEgrAOljy2Ae5MtaSIUi";

/// Runs the program as an operator does, against this world's tables.
async fn import(world: &World, list: &str) -> (bool, String) {
    let file = written(list);
    let output = Command::new(env!("CARGO_BIN_EXE_import-users"))
        .arg(&file)
        .env_clear()
        .envs([
            ("AWS_REGION", "eu-central-1"),
            ("AWS_ACCESS_KEY_ID", "local"),
            ("AWS_SECRET_ACCESS_KEY", "local"),
            ("AWS_ENDPOINT_URL_DYNAMODB", &world.around.dynamodb_url),
            ("TABLE_PREFIX", "local-"),
            ("SECRET_ID", "none"),
            ("ACCOUNTS_SECRET_ID", "none"),
            ("OPS_SECRET_ID", "none"),
            ("PUBLIC_URL", PUBLIC_URL),
        ])
        .output();
    let output = output.unwrap();
    std::fs::remove_file(&file).unwrap();
    (output.status.success(), String::from_utf8([output.stdout, output.stderr].concat()).unwrap())
}

fn written(list: &str) -> PathBuf {
    let name = format!("force-monitor-import-{}.jsonl", shared::token::random_id().unwrap());
    let path = std::env::temp_dir().join(name);
    std::fs::write(&path, list).unwrap();
    path
}

fn told_of(new: usize, known: usize) -> String {
    format!("imported: {new}; left alone, because the address has an account: {known}\n")
}

fn line(email: &str, version: &str) -> String {
    format!("{{\"email\":\"{email}\",\"passwordHash\":\"${version}$10${ABC}\"}}\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn people_of_an_older_system_log_in_as_before_and_their_hashes_are_made_anew() {
    let world = World::new().await;
    let instance = world.instance();
    let list =
        line("Ada@example.com", "2a") + &line("bob@example.com", "2b") + &line("eve@example.com", "2y");
    let told = import(&world, &list).await;
    assert_eq!(told, (true, told_of(3, 0)));
    assert_eq!(world.stored().matches(ABC).count(), 3);
    for email in ["ada@example.com", "bob@example.com", "eve@example.com"] {
        let person = Person::before(&instance);
        assert_eq!(person.login(email, "abcd").await.problem(), "credentials_wrong");
        assert_eq!(person.login(email, "abc").await.status, 200, "{email}");
        assert_eq!(person.login(email, "abc").await.status, 200, "{email}, by the new hash");
    }
    assert_eq!(world.stored().matches(ABC).count(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_may_be_repeated_and_leaves_alone_who_is_here_already() {
    let world = World::new().await;
    let instance = world.instance();
    open_account(&world, &instance, "ada@example.com", PASSWORD).await;
    let list = line("ada@example.com", "2b") + &line("bob@example.com", "2b");
    assert_eq!(import(&world, &list).await.1, told_of(1, 1));
    assert_eq!(import(&world, &list).await.1, told_of(0, 2));
    assert_eq!(Person::before(&instance).login("ada@example.com", PASSWORD).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_with_a_fault_imports_nothing() {
    let world = World::new().await;
    let list = line("bob@example.com", "2b") + &line("BOB@example.com", "2b") + "nonsense\n";
    let (good, told) = import(&world, &list).await;
    assert!(
        !good && told.contains("line 2: the same address as line 1") && told.contains("line 3:"),
        "{told}"
    );
    assert!(world.around.dynamodb.items("local-users").unwrap().is_empty());
}
