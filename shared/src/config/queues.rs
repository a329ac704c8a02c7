//! The queues of watched orgs.

use crate::error::Error;

/// The queues of watched orgs; only the functions that send to one need it.
#[derive(Clone, Debug, Default)]
pub struct Queues {
    /// `COLLECT_QUEUE_URL`: orgs that are to be read.
    pub collect: Option<String>,
    /// `ERASE_QUEUE_URL`: orgs that are to be erased.
    pub erase: Option<String>,
}

impl Queues {
    /// The queue of orgs to be read.
    pub fn collect(&self) -> Result<&str, Error> {
        set(&self.collect, "COLLECT_QUEUE_URL")
    }

    /// The queue of orgs to be erased.
    pub fn erase(&self) -> Result<&str, Error> {
        set(&self.erase, "ERASE_QUEUE_URL")
    }
}

fn set<'a>(url: &'a Option<String>, name: &'static str) -> Result<&'a str, Error> {
    url.as_deref().ok_or_else(|| Error::internal("send to a queue")(format!("{name} is not set").into()))
}
