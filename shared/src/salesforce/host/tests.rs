use super::*;

#[test]
fn login_hosts_are_read_as_people_write_them() {
    for (text, host) in [
        ("login", "login.salesforce.com"),
        ("test", "test.salesforce.com"),
        ("test.salesforce.com", "test.salesforce.com"),
        ("Acme.my.salesforce.com", "acme.my.salesforce.com"),
        (" https://acme.my.salesforce.com/ ", "acme.my.salesforce.com"),
        ("https://acme.lightning.force.com/lightning/page/home", "acme.my.salesforce.com"),
        ("acme--uat.sandbox.my.salesforce.com", "acme--uat.sandbox.my.salesforce.com"),
        ("https://acme.my.salesforce-setup.com/lightning/setup/SetupOneHome/home", "acme.my.salesforce.com"),
        ("https://acme.my.salesforce.com:443/?x=1#y", "acme.my.salesforce.com"),
        ("acme--uat.sandbox.lightning.force.com", "acme--uat.sandbox.my.salesforce.com"),
        ("x-dev-ed.develop.my.salesforce.com", "x-dev-ed.develop.my.salesforce.com"),
    ] {
        assert_eq!(LoginHost::parse(text).unwrap().name(), host, "{text}");
    }
}

#[test]
fn hosts_that_only_look_like_salesforce_are_refused() {
    for bad in [
        "",
        "example.com",
        "my.salesforce.com",
        ".my.salesforce.com",
        "acme.my.salesforce.com.evil.example",
        "evil.example/acme.my.salesforce.com",
        "acme.my.salesforce.com@evil.example",
        "acme.my.salesforce.com:8443",
        "acme.my.salesforce.com\\evil.example",
        "http://acme.my.salesforce.com",
        "a.b.my.salesforce.com",
        "acme.evil.my.salesforce.com",
        "-acme.my.salesforce.com",
        "acme\n.my.salesforce.com",
        "127.0.0.1",
        "аcme.my.salesforce.com",
    ] {
        assert_eq!(LoginHost::parse(bad), Err(NotALoginHost), "{bad:?}");
    }
}

#[test]
fn an_instance_url_is_https_on_a_host_of_salesforce_and_nothing_else() {
    let check = |text: &str| Url::parse(text).is_ok_and(|url| is_instance_url(&url));
    for good in [
        "https://acme.my.salesforce.com",
        "https://acme.my.salesforce.com/",
        "https://acme--uat.sandbox.my.salesforce.com",
        "https://na139.salesforce.com",
    ] {
        assert!(check(good), "{good}");
    }
    for bad in [
        "http://acme.my.salesforce.com",
        "https://acme.my.salesforce.com:444",
        "https://user@acme.my.salesforce.com",
        "https://acme.my.salesforce.com/path",
        "https://acme.my.salesforce.com?x",
        "https://acme.my.salesforce.com#x",
        "https://evil.example",
        "https://acme.my.salesforce.com.evil.example",
        "https://169.254.169.254",
        "https://salesforce.com",
        "https://a.b.salesforce.com",
    ] {
        assert!(!check(bad), "{bad}");
    }
}
