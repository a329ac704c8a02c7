//! Everything the simulator knows, behind one lock, and the file in which approvals survive a restart.

use std::path::{Path, PathBuf};
use std::{fs, io};

use jiff::Timestamp;
use jiff::civil::Date;

use super::apps::{self, App};
use super::counts::Counts;
use super::faults::Faults;
use super::ledger::{self, Ledger};
use super::orgs::{self, Kind, Org};
use super::{IdHosts, Settings, Tokens};

/// The state of the simulator.
pub(crate) struct World {
    pub(crate) base_url: String,
    pub(crate) anchor: Date,
    pub(crate) orgs: Vec<Org>,
    pub(crate) apps: Vec<App>,
    pub(crate) ledger: Ledger,
    pub(crate) faults: Faults,
    pub(crate) counts: Counts,
    /// Why approvals were not read or written, for the control page.
    pub(crate) file_error: Option<String>,
    id_hosts: Option<IdHosts>,
    file: Option<PathBuf>,
}

impl World {
    pub(crate) fn new(settings: Settings, today: Date) -> Self {
        let orgs = orgs::all(settings.utc_offset_hours);
        let (ledger, file_error) = match settings.state_file.as_deref().map(read) {
            None => (Ledger::default(), None),
            Some(Ok(ledger)) => (ledger, None),
            Some(Err(error)) => (Ledger::default(), Some(error.to_string())),
        };
        Self {
            base_url: "http://127.0.0.1".to_owned(),
            anchor: settings.anchor.unwrap_or(today),
            apps: apps::all(&orgs, settings.session_timeout_secs),
            orgs,
            ledger: ledger.seeded(),
            faults: Faults::default(),
            counts: Counts::default(),
            file_error,
            id_hosts: settings.id_hosts,
            file: settings.state_file,
        }
    }

    /// The org of that id, in either length, or of that username or My Domain.
    pub(crate) fn find_org(&self, name: &str) -> Option<&Org> {
        let is = |org: &&Org| [&org.id, org.short_id(), org.username, org.my_domain].contains(&name);
        self.orgs.iter().find(is)
    }

    pub(crate) fn find_app(&self, client_id: &str) -> Option<&App> {
        self.apps.iter().find(|app| app.client_id == client_id)
    }

    /// The id of the org that an access token names in its first part, whether or not the token is still
    /// good.
    pub(crate) fn org_of_access(&self, token: &str) -> Option<String> {
        let (short, _) = token.split_once('!')?;
        self.orgs.iter().find(|org| org.short_id() == short).map(|org| org.id.clone())
    }

    /// The identity URL of the org's user.
    pub(crate) fn id_url(&self, org: &Org) -> String {
        let host = match (&self.id_hosts, org.kind) {
            (None, _) => &self.base_url,
            (Some(hosts), Kind::Sandbox) => &hosts.test,
            (Some(hosts), _) => &hosts.login,
        };
        format!("{host}/id/{}/{}", org.id, org.user_id)
    }

    /// Adds an app in place of one with the same id.
    pub(crate) fn register(&mut self, app: App) {
        self.apps.retain(|other| other.client_id != app.client_id);
        self.apps.push(app);
    }

    /// Grants an app what a user would have approved.
    pub(crate) fn connect(
        &mut self,
        org: &str,
        client_id: &str,
        scope: &str,
        now: Timestamp,
    ) -> Option<Tokens> {
        let org = self.find_org(org)?.id.clone();
        let timeout = self.find_app(client_id)?.session_timeout_secs;
        let scopes: Vec<_> = scope.split_whitespace().map(str::to_owned).collect();
        let refresh = ledger::with_refresh(&scopes);
        let grant = self.ledger.grant(client_id, &org, scopes, refresh, now);
        let access = self.ledger.issue_access(grant, timeout, now)?;
        self.save();
        Some(Tokens { access, refresh: self.ledger.find_grant(grant)?.refresh.clone() })
    }

    /// Writes the approvals, if they have a file; a failure is kept for the control page and stops nothing.
    pub(crate) fn save(&mut self) {
        if let Some(file) = &self.file {
            self.file_error = write(file, &self.ledger).err().map(|error| error.to_string());
        }
    }
}

fn read(file: &Path) -> io::Result<Ledger> {
    match fs::read(file) {
        Ok(bytes) => Ok(serde_json::from_slice(&bytes)?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Ledger::default()),
        Err(error) => Err(error),
    }
}

/// Writes beside the file and renames, so that a crash leaves the old state or the new and never half of
/// one.
fn write(file: &Path, ledger: &Ledger) -> io::Result<()> {
    let beside = file.with_extension("new");
    fs::write(&beside, serde_json::to_vec_pretty(ledger)?)?;
    fs::rename(&beside, file)
}
