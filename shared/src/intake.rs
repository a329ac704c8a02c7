//! What an instance remembers of those who report errors to it: their projects, how many events it may take
//! of each, and which groups are too hot for one item.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};

use crate::error::Error;
use crate::errors::project::{Project, REMEMBER, Windows, next_lease};
use crate::store::Store;
use crate::throttle::Wait;

/// So many entries are remembered of each kind; then all are forgotten.
const MOST: usize = 1000;

/// For so long a group that was too hot is counted in further items.
const HOT: SignedDuration = SignedDuration::from_secs(10);

/// What an instance remembers.
#[derive(Default)]
pub struct Intake {
    projects: Mutex<HashMap<String, (Project, Timestamp)>>,
    leases: Mutex<HashMap<String, Lease>>,
    hot: Mutex<HashMap<String, Timestamp>>,
}

/// The events of a project that an instance may still take.
#[derive(Clone, Copy, Debug)]
struct Lease {
    windows: Windows,
    left: u32,
    size: u32,
    /// Until when there is no room at all.
    full_until: Option<Timestamp>,
}

/// The right to take one event. Unless it is used, it goes back to where it came from.
pub struct Ticket<'a> {
    intake: &'a Intake,
    project: String,
    windows: Windows,
    took_lease: bool,
    is_used: bool,
}

impl Ticket<'_> {
    /// Uses it up; says whether a lease had to be taken for it.
    pub fn take(mut self) -> bool {
        self.is_used = true;
        self.took_lease
    }
}

impl Drop for Ticket<'_> {
    fn drop(&mut self) {
        if let Some(lease) = lock(&self.intake.leases).get_mut(&self.project)
            && !self.is_used
            && lease.windows == self.windows
        {
            lease.left += 1;
        }
    }
}

impl Intake {
    /// A project, as it was a minute ago at most.
    pub async fn project(&self, store: &Store, id: &str, now: Timestamp) -> Result<Option<Project>, Error> {
        if let Some((project, known_at)) = lock(&self.projects).get(id)
            && now < *known_at + REMEMBER
        {
            return Ok(Some(project.clone()));
        }
        let found = store.find_project(id).await?;
        if let Some(project) = &found {
            remember(&mut lock(&self.projects), id, (project.clone(), now));
        }
        Ok(found)
    }

    /// Takes the right to take one event of a project, or says how long to wait: before anything of the event
    /// is read.
    pub async fn admit(
        &self,
        store: &Store,
        project: &Project,
        now: Timestamp,
    ) -> Result<Result<Ticket<'_>, Wait>, Error> {
        let windows = Windows::at(now);
        let ticket = |took_lease| Ticket {
            intake: self,
            project: project.id.clone(),
            windows,
            took_lease,
            is_used: false,
        };
        let size = match self.take_from_lease(&project.id, windows, now) {
            Known::Taken => return Ok(Ok(ticket(false))),
            Known::Full(wait) => return Ok(Err(wait)),
            Known::Nothing { size } => size,
        };
        let lease = match store.lease_events(project, size, now).await? {
            Ok(size) => Lease { windows, left: size.saturating_sub(1), size, full_until: None },
            Err(full) => {
                let wait = windows.wait(full, now);
                let full_until = Some(now + SignedDuration::from_secs(wait.seconds().into()));
                self.add_lease(&project.id, Lease { windows, left: 0, size: 1, full_until });
                return Ok(Err(wait));
            }
        };
        self.add_lease(&project.id, lease);
        Ok(Ok(ticket(true)))
    }

    /// Whether a group is too hot for one item.
    pub fn is_hot(&self, group: &str, now: Timestamp) -> bool {
        lock(&self.hot).get(group).is_some_and(|since| now < *since + HOT)
    }

    /// Remembers that a group is too hot for one item.
    pub fn found_hot(&self, group: &str, now: Timestamp) {
        remember(&mut lock(&self.hot), group, now);
    }

    fn take_from_lease(&self, project: &str, windows: Windows, now: Timestamp) -> Known {
        let mut leases = lock(&self.leases);
        let Some(lease) = leases.get_mut(project) else { return Known::Nothing { size: 1 } };
        let is_present = lease.windows == windows;
        if let Some(left) = lease.left.checked_sub(1).filter(|_| is_present) {
            lease.left = left;
            return Known::Taken;
        }
        match lease.full_until.and_then(|until| Wait::until(until, now)) {
            Some(wait) => Known::Full(wait),
            None => Known::Nothing { size: if is_present { next_lease(lease.size) } else { 1 } },
        }
    }

    /// Adds a lease to what is left of one that another request took at the same time.
    fn add_lease(&self, project: &str, lease: Lease) {
        let of_same = |known: &&Lease| known.windows == lease.windows;
        let mut leases = lock(&self.leases);
        let left = leases.get(project).filter(of_same).map_or(0, |known| known.left);
        remember(&mut leases, project, Lease { left: left + lease.left, ..lease });
    }
}

/// What is known of a project's room without asking.
enum Known {
    Taken,
    Full(Wait),
    Nothing { size: u32 },
}

fn remember<T>(map: &mut HashMap<String, T>, key: &str, value: T) {
    if map.len() >= MOST && !map.contains_key(key) {
        map.clear();
    }
    map.insert(key.to_owned(), value);
}

/// A panic leaves nothing half done here.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
