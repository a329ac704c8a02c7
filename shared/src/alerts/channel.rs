//! Where messages go.

use serde::{Deserialize, Serialize};
use url::Url;
use utoipa::ToSchema;

use crate::webhook::Shape;

/// Stands for the part of an address that is not shown.
const HIDDEN: char = '…';

/// One place that is told. What signs a webhook's bodies is kept elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = AlertChannel)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Channel {
    /// A mail.
    Email {
        /// What rules call it.
        id: String,
        /// What people call it.
        name: String,
        /// To whom; the account's own address unless given.
        #[serde(default)]
        to: Option<String>,
    },
    /// A POST of [`super::payload::json`].
    Webhook {
        /// What rules call it.
        id: String,
        /// What people call it.
        name: String,
        /// An `https` URL.
        url: String,
    },
    /// A POST of [`super::payload::slack`] to an incoming webhook of Slack.
    Slack {
        /// What rules call it.
        id: String,
        /// What people call it.
        name: String,
        /// An `https` URL.
        url: String,
    },
    /// A POST of [`super::payload::teams`] to a workflow of Microsoft Teams.
    Teams {
        /// What rules call it.
        id: String,
        /// What people call it.
        name: String,
        /// An `https` URL.
        url: String,
    },
}

impl Channel {
    /// The account's own address, which is told where no other channel is set.
    pub fn of_account() -> Self {
        Self::Email { id: "email".into(), name: "E-mail".into(), to: None }
    }

    /// What rules call it.
    pub fn id(&self) -> &str {
        match self {
            Self::Email { id, .. }
            | Self::Webhook { id, .. }
            | Self::Slack { id, .. }
            | Self::Teams { id, .. } => id,
        }
    }

    /// What people call it.
    pub fn name(&self) -> &str {
        match self {
            Self::Email { name, .. }
            | Self::Webhook { name, .. }
            | Self::Slack { name, .. }
            | Self::Teams { name, .. } => name,
        }
    }

    /// What it posts, and where to; none for a mail.
    pub fn target(&self) -> Option<(Shape, &str)> {
        match self {
            Self::Email { .. } => None,
            Self::Webhook { url, .. } => Some((Shape::Webhook, url)),
            Self::Slack { url, .. } => Some((Shape::Slack, url)),
            Self::Teams { url, .. } => Some((Shape::Teams, url)),
        }
    }

    /// Cuts where it posts to down to the host: whoever knows the rest may post there.
    pub fn hide_address(&mut self) {
        if let Self::Webhook { url, .. } | Self::Slack { url, .. } | Self::Teams { url, .. } = self
            && let Ok(parsed) = Url::parse(url)
        {
            *url = format!("{}/{HIDDEN}", parsed.origin().ascii_serialization());
        }
    }

    /// Whether where it posts to is what [`Self::hide_address`] has left of it.
    pub fn is_address_hidden(&self) -> bool {
        self.target().is_some_and(|(_, url)| url.ends_with(HIDDEN))
    }

    /// Whether `wanted` leaves this channel, whose address is hidden, as it is.
    pub fn is_kept_by(&self, wanted: &Self) -> bool {
        self.id() == wanted.id() && self.target().is_some() && self.target() == wanted.target()
    }
}
