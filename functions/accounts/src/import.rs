//! Taking over the accounts of an older system, whose users keep their passwords: their plain bcrypt hashes
//! verify, and are made anew at the next login.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Deserialize;
use shared::app::App;
use shared::email::Address;
use shared::error::Error;
use shared::store::users::User;

/// One account of the older system: a line of JSON.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Line {
    email: Address,
    password_hash: String,
    created_at: Option<Timestamp>,
}

/// What is wrong with a list of accounts, line by line.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("nothing was imported:\n{}", .0.join("\n"))]
pub struct BadList(Vec<String>);

/// What became of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Accounts that are new.
    pub new: usize,
    /// Addresses that had an account already, which was left as it is.
    pub known: usize,
}

/// Reads a list of accounts, one JSON object in each line: `email`, `passwordHash` and perhaps `createdAt`.
/// All of it has to be good: two lines that mean the same address are a decision that only a person can take.
pub fn parse(list: &str, now: Timestamp) -> Result<Vec<User>, BadList> {
    let (mut users, mut faults) = (Vec::new(), Vec::new());
    let mut lines: BTreeMap<Address, usize> = BTreeMap::new();
    for (number, text) in list.lines().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
        let number = number + 1;
        let line = match serde_json::from_str::<Line>(text) {
            Ok(line) if is_bcrypt(&line.password_hash) => line,
            Ok(_) => {
                faults.push(format!(
                    "line {number}: passwordHash is no bcrypt hash of cost 10 ($2a$10$, $2b$10$ or $2y$10$)"
                ));
                continue;
            }
            Err(error) => {
                faults.push(format!("line {number}: {error}"));
                continue;
            }
        };
        if let Some(first) = lines.insert(line.email.clone(), number) {
            faults.push(format!("line {number}: the same address as line {first}"));
        }
        match User::new(line.email, line.password_hash, line.created_at.unwrap_or(now)) {
            Ok(user) => users.push(user),
            Err(error) => faults.push(format!("line {number}: {error}")),
        }
    }
    if faults.is_empty() { Ok(users) } else { Err(BadList(faults)) }
}

/// Keeps the accounts that are new. It may be repeated: what is there already is left alone.
pub async fn import(app: &App, users: &[User]) -> Result<Imported, Error> {
    let mut imported = Imported::default();
    for user in users {
        match app.store.put_user(user).await? {
            true => imported.new += 1,
            false => imported.known += 1,
        }
    }
    Ok(imported)
}

/// `$2b$10$` and 53 characters of salt and hash. Of cost 10, because one that takes another time to compare
/// would tell who has an account.
fn is_bcrypt(hash: &str) -> bool {
    let rest = ["$2a$", "$2b$", "$2y$"].iter().find_map(|version| hash.strip_prefix(version));
    let parts = rest.and_then(|rest| rest.split_once('$'));
    parts.is_some_and(|(cost, rest)| {
        cost == "10"
            && rest.len() == 53
            && rest.bytes().all(|b| b.is_ascii_alphanumeric() || b"./".contains(&b))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HASH: &str = "$2a$10$WvvTPHKwdBJ3uk0Z37EMR.hLA2W6N9AEBhEgrAOljy2Ae5MtaSIUi";

    fn parsed(list: &str) -> Result<Vec<User>, BadList> {
        parse(list, Timestamp::from_second(1_760_000_000).unwrap())
    }

    #[test]
    fn a_list_is_read_line_by_line() {
        let list = format!(
            "{{\"email\":\"Ada@Example.com\",\"passwordHash\":\"{HASH}\",\"createdAt\":\"2024-01-02T03:04:05Z\"}}\n\n\
             {{\"email\":\"bob@example.com\",\"passwordHash\":\"{}\",\"name\":\"Bob\"}}\n",
            HASH.replace("$2a$", "$2y$")
        );
        let users = parsed(&list).unwrap();
        assert_eq!((users.len(), users[0].address.as_str()), (2, "ada@example.com"));
        assert_eq!(users[0].created_at.to_string(), "2024-01-02T03:04:05Z");
        assert_eq!(users[1].password, HASH.replace("$2a$", "$2y$"));
    }

    #[test]
    fn every_bad_line_is_named_and_then_nothing_is_taken() {
        let line =
            |email: &str, hash: &str| format!("{{\"email\":\"{email}\",\"passwordHash\":\"{hash}\"}}\n");
        let list = line("ada@example.com", HASH)
            + &line("ADA@example.com", HASH)
            + &line("bob@example.com", "plain")
            + &line("nobody", HASH)
            + "not json\n"
            + &line("eve@example.com", &HASH.replace("$10$", "$32$"));
        let told = parsed(&list).unwrap_err().to_string();
        for expected in [
            "nothing was imported",
            "line 2: the same address as line 1",
            "line 3: passwordHash is no bcrypt hash",
            "line 4: this is not an e-mail address",
            "line 5: ",
            "line 6: passwordHash is no bcrypt hash",
        ] {
            assert!(told.contains(expected), "{told}");
        }
    }
}
