//! What a local run can be told: variables, from the environment or from a file `.env`.

use std::path::PathBuf;

use url::Url;

/// How a local run differs from the usual one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// `PORT`, 3000 unless given. Another one is taken if it is in use.
    pub port: u16,
    /// `DATA_DIR`, `.data` unless given: where the database is. Empty keeps everything in memory.
    pub data: Option<PathBuf>,
    /// `HISTORY=off` begins without the 90 days of readings of the simulated orgs, which take half a minute.
    pub history: bool,
    /// `PUBLIC_URL`: where the browser finds the page, if not at `http://127.0.0.1:PORT`. Salesforce sends
    /// people back to it, and takes `http://localhost:3000` as a callback address.
    pub public_url: Option<Url>,
    /// `SALESFORCE_CLIENT_ID` and `SALESFORCE_CLIENT_SECRET`: a real app. With them the real Salesforce is
    /// used.
    pub client: Option<(String, String)>,
    /// `OPERATOR_EMAILS`, `operator@example.com` and the demo's account unless given: whose accounts may read errors.
    pub operators: String,
    /// `SALESFORCE_API_VERSION`, `v67.0` unless given.
    pub api_version: Option<String>,
}

/// A variable that cannot be used.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} {1}")]
pub struct BadSetting(&'static str, &'static str);

impl Settings {
    /// Reads the environment and, for what it lacks, the file `.env`.
    #[expect(
        clippy::disallowed_methods,
        reason = "the local runner's own variables are read here and nowhere else"
    )]
    pub fn load() -> Result<Self, BadSetting> {
        let file: Vec<_> = dotenvy::from_filename_iter(".env").into_iter().flatten().flatten().collect();
        let in_file =
            |name: &str| file.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
        Self::from_lookup(|name| std::env::var(name).ok().or_else(|| in_file(name)))
    }

    /// Reads variables through `lookup`.
    pub fn from_lookup(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, BadSetting> {
        let given = |name| lookup(name).filter(|value| !value.is_empty());
        let port = given("PORT").map(|port| port.parse()).transpose();
        let url = given("PUBLIC_URL").map(|url| Url::parse(&url)).transpose();
        let data = lookup("DATA_DIR").unwrap_or_else(|| ".data".into());
        Ok(Self {
            port: port.map_err(|_| BadSetting("PORT", "is not a port"))?.unwrap_or(3000),
            data: (!data.is_empty()).then(|| data.into()),
            history: lookup("HISTORY").as_deref() != Some("off"),
            public_url: url.map_err(|_| BadSetting("PUBLIC_URL", "is not a URL"))?,
            client: match (given("SALESFORCE_CLIENT_ID"), given("SALESFORCE_CLIENT_SECRET")) {
                (Some(id), Some(secret)) => Some((id, secret)),
                (None, None) => None,
                _ => {
                    return Err(BadSetting(
                        "SALESFORCE_CLIENT_ID",
                        "and SALESFORCE_CLIENT_SECRET go together",
                    ));
                }
            },
            operators: given("OPERATOR_EMAILS")
                .unwrap_or_else(|| "operator@example.com, demo@example.com".into()),
            api_version: given("SALESFORCE_API_VERSION"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(given: &[(&str, &str)]) -> Result<Settings, BadSetting> {
        Settings::from_lookup(|name| {
            given.iter().find(|(known, _)| *known == name).map(|(_, v)| (*v).to_owned())
        })
    }

    #[test]
    fn nothing_given_is_the_simulated_salesforce_on_port_3000() {
        let settings = read(&[]).unwrap();
        assert_eq!((settings.port, settings.client), (3000, None));
        assert_eq!(settings.data, Some(".data".into()));
        assert!(settings.history && !read(&[("HISTORY", "off")]).unwrap().history);
    }

    #[test]
    fn a_client_needs_both_of_its_parts() {
        let both = read(&[("SALESFORCE_CLIENT_ID", "i"), ("SALESFORCE_CLIENT_SECRET", "s")]).unwrap();
        assert_eq!(both.client, Some(("i".into(), "s".into())));
        assert!(read(&[("SALESFORCE_CLIENT_ID", "i"), ("SALESFORCE_CLIENT_SECRET", "")]).is_err());
    }

    #[test]
    fn wrong_values_are_named() {
        assert_eq!(read(&[("PORT", "x")]).unwrap_err().to_string(), "PORT is not a port");
        assert_eq!(read(&[("PUBLIC_URL", "x")]).unwrap_err().to_string(), "PUBLIC_URL is not a URL");
        assert_eq!(read(&[("DATA_DIR", "")]).unwrap().data, None);
    }

    #[test]
    fn the_example_file_names_every_variable() {
        let example = include_str!("../../.env.example");
        let sources = [include_str!("settings.rs"), include_str!("../../shared/src/config.rs")];
        let quoted = sources.into_iter().flat_map(|source| source.split('"').skip(1).step_by(2));
        let is_variable = |text: &&str| {
            let is_capital = |c: char| c.is_ascii_uppercase() || c == '_';
            *text == "PORT" || (text.contains('_') && text.chars().all(is_capital))
        };
        let variables: Vec<_> = quoted.filter(is_variable).collect();
        assert!(variables.len() > 25);
        for name in variables {
            assert!(example.contains(&format!("{name}=")), "{name}");
        }
    }
}
