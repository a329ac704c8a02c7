use super::*;

const LEAST: [(&str, &str); 8] = [
    ("PUBLIC_URL", "https://fm.example/prod/"),
    ("TABLE_PREFIX", "fm-"),
    ("SECRET_ID", "fm"),
    ("ACCOUNTS_SECRET_ID", "fm-accounts"),
    ("OPS_SECRET_ID", "ops"),
    ("AWS_REGION", "eu-central-1"),
    ("AWS_ACCESS_KEY_ID", "id"),
    ("AWS_SECRET_ACCESS_KEY", "a very secret key"),
];

fn config(more: &[(&str, &str)]) -> Result<Config, BadEnvironment> {
    Config::from_lookup(|name| {
        more.iter().chain(&LEAST).find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
    })
}

#[test]
fn the_least_environment_talks_to_the_real_services() {
    let config = config(&[]).unwrap();
    assert_eq!(config.public_url, "https://fm.example/prod");
    assert!(config.aws.dynamodb.is_none() && config.salesforce.simulator.is_none());
    assert_eq!(config.salesforce.api_version, "v67.0");
}

#[test]
fn everything_that_is_missing_is_named_at_once() {
    let error = Config::from_lookup(|_| None).unwrap_err().to_string();
    for (name, _) in LEAST {
        assert!(error.contains(name), "{error}");
    }
    let error =
        config(&[("PUBLIC_URL", ""), ("SALESFORCE_SIMULATOR_URL", "no url")]).unwrap_err().to_string();
    assert!(error.contains("PUBLIC_URL is not set; SALESFORCE_SIMULATOR_URL is not a URL"), "{error}");
}

#[test]
fn weak_settings_for_passwords_are_refused() {
    let usual = config(&[]).unwrap().passwords;
    assert_eq!((usual.min_length, usual.cost, usual.breach_range), (15, 10, None));
    assert_eq!(usual.breach_timeout, Duration::from_secs(1));
    assert_eq!(config(&[("PASSWORD_MIN_LENGTH", "8")]).unwrap().passwords.min_length, 8);
    for (name, value) in [("PASSWORD_MIN_LENGTH", "7"), ("PASSWORD_MIN_LENGTH", "x"), ("BCRYPT_COST", "4")] {
        let error = config(&[(name, value)]).unwrap_err().to_string();
        assert!(error.contains(&format!("{name} is not a number of")), "{error}");
    }
}

#[test]
fn passwords_are_asked_about_over_https_alone() {
    let range = |url: &str| config(&[("BREACH_RANGE_URL", url)]).map(|config| config.passwords.breach_range);
    let good = "https://api.pwnedpasswords.com/range/";
    assert_eq!(range(good).unwrap().unwrap().as_str(), good);
    for bad in ["http://api.pwnedpasswords.com/range/", "ftp://fm.example"] {
        let error = range(bad).unwrap_err().to_string();
        assert!(error.contains("BREACH_RANGE_URL does not begin with https://"), "{error}");
    }
}

#[test]
fn a_service_s_own_endpoint_comes_before_the_common_one() {
    let config =
        config(&[("AWS_ENDPOINT_URL", "http://a"), ("AWS_ENDPOINT_URL_DYNAMODB", "http://d")]).unwrap();
    assert_eq!(config.aws.dynamodb.as_deref(), Some("http://d"));
    for other in [config.aws.secrets_manager, config.aws.ses, config.aws.sqs] {
        assert_eq!(other.as_deref(), Some("http://a"));
    }
}

#[test]
fn keys_do_not_show_in_debug_output() {
    assert!(!format!("{:?}", config(&[]).unwrap()).contains("a very secret key"));
}
