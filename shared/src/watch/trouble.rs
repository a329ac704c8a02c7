//! Why a connection does not work, and what to do about it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::salesforce::{Failure, TokenFailure};

/// Why a connection does not work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Trouble {
    /// The approval was revoked, has expired, or gave way to a sixth one.
    Revoked,
    /// Salesforce replaced the refresh token, and its reply with the new one was lost on the way.
    ReplyLost,
    /// The user is no longer active.
    UserInactive,
    /// The org is no longer active.
    OrgInactive,
    /// The app is blocked or not installed in the org.
    AppBlocked,
    /// The app's key or secret is wrong.
    ClientRefused,
    /// Salesforce does not take the user from our address, or not at this hour.
    AddressRefused,
    /// The session may not use the REST API.
    SessionNotForApi,
    /// The org's edition or the user has no API.
    ApiDisabled,
    /// The user lacks "View Setup and Configuration".
    PermissionMissing,
    /// The org has moved to another host.
    HostMoved,
    /// The connection's secrets cannot be opened any more.
    KeyLost,
    /// Salesforce refused for a reason that is not known here.
    Refused,
}

impl Trouble {
    /// What a refused token means.
    pub fn of_token(failure: &TokenFailure) -> Self {
        let TokenFailure::Refused { error, description } = failure else { return Self::Refused };
        let says = |word: &str| description.contains(word);
        match error.as_str() {
            "inactive_user" => Self::UserInactive,
            "inactive_org" => Self::OrgInactive,
            "invalid_grant" if says("inactive user") => Self::UserInactive,
            "invalid_grant" if says("IP restricted") || says("login hours") => Self::AddressRefused,
            "invalid_grant" => Self::Revoked,
            "invalid_client" if says("installed") => Self::AppBlocked,
            "app_blocked"
            | "fail_close_app_blocked"
            | "app_not_found"
            | "ecapp_policy_not_found"
            | "invalid_app_access"
            | "oauth_flow_disabled" => Self::AppBlocked,
            "invalid_client" | "invalid_client_id" => Self::ClientRefused,
            _ => Self::Refused,
        }
    }

    /// What a refused reading means; `None` if it is no fault of the connection.
    pub fn of_reading(failure: Failure) -> Option<Self> {
        match failure {
            Failure::SessionNotForApi | Failure::AppNotAttached => Some(Self::SessionNotForApi),
            Failure::ApiDisabled => Some(Self::ApiDisabled),
            Failure::PermissionMissing => Some(Self::PermissionMissing),
            Failure::HostMoved => Some(Self::HostMoved),
            _ => None,
        }
    }

    /// Whether somebody can make good for it in the org, so that it is worth trying again now and then. What
    /// is left can be mended by connecting the org again only.
    pub fn may_heal(self) -> bool {
        use Trouble::{
            AddressRefused, ApiDisabled, AppBlocked, HostMoved, OrgInactive, PermissionMissing,
            SessionNotForApi, UserInactive,
        };
        matches!(
            self,
            AddressRefused
                | ApiDisabled
                | AppBlocked
                | HostMoved
                | OrgInactive
                | PermissionMissing
                | SessionNotForApi
                | UserInactive
        )
    }

    /// The reason in words that follow "because".
    pub fn words(self) -> &'static str {
        match self {
            Self::Revoked => "its approval was revoked or has expired",
            Self::ReplyLost => "Salesforce replaced its token and the reply was lost",
            Self::UserInactive => "its user is no longer active",
            Self::OrgInactive => "the org is no longer active",
            Self::AppBlocked => "the app is blocked or not installed in the org",
            Self::ClientRefused => "the app's key or secret is wrong",
            Self::AddressRefused => "Salesforce does not take its user from our address or at this hour",
            Self::SessionNotForApi => "its user's session may not use the REST API",
            Self::ApiDisabled => "the org or its user has no API access",
            Self::PermissionMissing => "its user lacks \"View Setup and Configuration\"",
            Self::HostMoved => "the org has moved to another host",
            Self::KeyLost => "its stored secrets cannot be opened any more",
            Self::Refused => "Salesforce refused it",
        }
    }

    /// What to do, in one sentence.
    pub fn remedy(self) -> &'static str {
        match self {
            Self::Revoked | Self::ReplyLost | Self::KeyLost | Self::Refused | Self::HostMoved => {
                "Connect the org again."
            }
            Self::UserInactive => "Activate the user in Setup, or connect the org again with another one.",
            Self::OrgInactive => "Ask Salesforce about the org.",
            Self::AppBlocked => {
                "Ask the org's administrator to install and unblock the app: Setup > Connected Apps OAuth \
                 Usage."
            }
            Self::ClientRefused => "Check the app's consumer key and secret, and connect the org again.",
            Self::AddressRefused => {
                "Ask the org's administrator about the login IP ranges and login hours of the user's profile."
            }
            Self::SessionNotForApi => {
                "Ask the org's administrator about session security and the app's policies for this user."
            }
            Self::ApiDisabled => "Ask the org's administrator for \"API Enabled\" for this user.",
            Self::PermissionMissing => {
                "Ask the org's administrator for \"View Setup and Configuration\" for this user."
            }
        }
    }
}
