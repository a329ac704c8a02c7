//! Causes that are not Salesforce's.

use super::Cause;

/// No such login is open, it was finished already, or another browser started it.
pub(crate) const STATE_UNKNOWN: Cause = Cause {
    slug: "state-unknown",
    title: "This login is no longer open",
    meaning: "A login has to be finished within ten minutes, once, in the browser that started it.",
    remedy: "Connect again. If it happens each time, this browser does not keep our cookies.",
    admin: None,
};

/// The operator has not yet put a client into the secret.
pub(crate) const NOT_CONFIGURED: Cause = Cause {
    slug: "not-configured",
    title: "This Force Monitor has no Salesforce app yet",
    meaning: "Its operator has to put the client id and secret of a Salesforce app in place first.",
    remedy: "Tell whoever runs this Force Monitor.",
    admin: None,
};

/// Something that we need does not work.
pub(crate) const FAULT: Cause = Cause {
    slug: "fault",
    title: "Something went wrong on our side",
    meaning: "The login was not finished, because a part of Force Monitor did not answer.",
    remedy: "Try again in a minute. If it goes on, tell whoever runs this Force Monitor: it is in the log.",
    admin: None,
};

/// The given host is none of Salesforce's.
pub(crate) const INVALID_HOST: Cause = Cause {
    slug: "invalid-host",
    title: "That is not an address of Salesforce",
    meaning: "A My Domain host looks like acme.my.salesforce.com or acme--uat.sandbox.my.salesforce.com.",
    remedy: "Copy it from the address bar of your org, or from Setup > My Domain.",
    admin: None,
};

/// The token reply failed a check.
pub(crate) const UNTRUSTED: Cause = Cause {
    slug: "untrusted-reply",
    title: "The reply could not be trusted",
    meaning: "What came back was not signed by Salesforce, or named a host that is not Salesforce's.",
    remedy: "Nothing was connected. Tell whoever runs this Force Monitor if it happens again.",
    admin: None,
};

/// The app's policies let nobody stay connected.
pub(crate) const NO_REFRESH_TOKEN: Cause = Cause {
    slug: "no-refresh-token",
    title: "Salesforce gave no lasting permission",
    meaning: "To watch an org, Force Monitor needs a refresh token, and the app's policies give none.",
    remedy: "Ask the org's admin to allow refresh tokens, or connect with an app of the org's own.",
    admin: Some(
        "Please let the app \"Force Monitor\" keep its access: Setup > Manage Connected Apps > Force \
         Monitor > Edit Policies > Refresh Token Policy, and add the scope \"Perform requests at any time\".",
    ),
};

/// The org is about to be forgotten.
pub(crate) const ERASING: Cause = Cause {
    slug: "erasing",
    title: "This org is being forgotten right now",
    meaning: "Somebody has just removed the org, and everything of it is being erased.",
    remedy: "Connect it again in two minutes.",
    admin: None,
};

/// The demo is asked for where there is no simulated Salesforce.
pub(crate) const NO_DEMO: Cause = Cause {
    slug: "no-demo",
    title: "There is no demo here",
    meaning: "This Force Monitor talks to the real Salesforce, so it has no simulated org to show.",
    remedy: "Connect an org of your own. A local run without a Salesforce app has the demo.",
    admin: None,
};
