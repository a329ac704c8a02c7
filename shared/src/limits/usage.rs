//! The `Sforce-Limit-Info` header: how many API calls the org has used, on every REST reply, at no cost.

use serde::{Deserialize, Serialize};

/// API calls of the last 24 hours as a reply's header tells them; asynchronous and not exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ApiUsage {
    /// Calls used.
    pub used: i64,
    /// Calls allowed.
    pub max: i64,
}

impl ApiUsage {
    /// Reads `api-usage=used/max` out of `name=used/max[(attribute=…)]` parts between semicolons, in any
    /// order.
    pub fn parse(header: &str) -> Option<Self> {
        let part = |text: &str| {
            let (name, value) = text.trim().split_once('=')?;
            name.eq_ignore_ascii_case("api-usage").then_some(())?;
            let (used, max) = value.split('(').next()?.split_once('/')?;
            Some(Self { used: used.trim().parse().ok()?, max: max.trim().parse().ok()? })
        };
        header.split(';').find_map(part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_known_form_of_the_header_is_read() {
        for (header, used, max) in [
            ("api-usage=10018/100000", 10_018, 100_000),
            ("api-usage=10018/100000; api-bursts=1/750", 10_018, 100_000),
            ("api-bursts=1/750;api-usage=7/15000", 7, 15_000),
            ("api-usage=25/5000; per-app-api-usage=17/250(appName=sample-connected-app)", 25, 5_000),
            ("per-app-api-usage=17/250(appName=a;b=c), ; API-Usage = 5/6", 5, 6),
        ] {
            let header = header.replace("API-Usage = ", "API-Usage=");
            assert_eq!(ApiUsage::parse(&header), Some(ApiUsage { used, max }), "{header}");
        }
    }

    #[test]
    fn nonsense_is_none() {
        for header in
            ["", "api-usage", "api-usage=", "api-usage=1", "api-usage=a/b", "per-app-api-usage=1/2", ";;="]
        {
            assert_eq!(ApiUsage::parse(header), None, "{header}");
        }
    }
}
