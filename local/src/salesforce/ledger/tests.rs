use super::*;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_781_000_000 + second).unwrap()
}

fn granted(ledger: &mut Ledger, client: &str) -> (u64, String) {
    let id = ledger.grant(client, "00D000000000001AAA", vec!["api".to_owned()], true, at(0));
    (id, ledger.find_grant(id).unwrap().refresh.clone().unwrap())
}

#[test]
fn a_replaced_refresh_token_ends_the_grant_with_all_its_tokens() {
    let mut ledger = Ledger::default().seeded();
    let (id, first) = granted(&mut ledger, "app");
    let access = ledger.issue_access(id, 7_200, at(0)).unwrap();
    assert_eq!(ledger.refresh(&first, "app", true), Ok(id));
    let second = ledger.find_grant(id).unwrap().refresh.clone().unwrap();
    assert_ne!(first, second);
    assert!(ledger.touch(&access, at(1)).is_some());
    assert_eq!(ledger.refresh(&first, "app", true), Err(Stale::Reused));
    assert!(ledger.touch(&access, at(1)).is_none());
    assert_eq!(ledger.refresh(&second, "app", true), Err(Stale::Unknown));
    assert_eq!(ledger.reuses, 1);
}

#[test]
fn without_rotation_a_refresh_token_stays() {
    let mut ledger = Ledger::default().seeded();
    let (id, token) = granted(&mut ledger, "app");
    for _ in 0..3 {
        assert_eq!(ledger.refresh(&token, "app", false), Ok(id));
    }
}

#[test]
fn a_refresh_token_is_worthless_to_another_app() {
    let mut ledger = Ledger::default().seeded();
    let (_, token) = granted(&mut ledger, "app");
    assert_eq!(ledger.refresh(&token, "other", true), Err(Stale::Unknown));
    assert_eq!(ledger.reuses, 0);
}

#[test]
fn the_sixth_approval_ends_the_oldest() {
    let mut ledger = Ledger::default().seeded();
    let tokens: Vec<_> = (0..6).map(|_| granted(&mut ledger, "app").1).collect();
    let (_, elsewhere) = granted(&mut ledger, "other");
    let alive = |ledger: &mut Ledger, token| ledger.refresh(token, "app", false).is_ok();
    assert!(!alive(&mut ledger, &tokens[0]));
    assert!(tokens[1..].iter().all(|token| alive(&mut ledger, token)));
    assert!(ledger.refresh(&elsewhere, "other", false).is_ok());
}

#[test]
fn an_access_token_lives_as_long_as_it_is_used() {
    let mut ledger = Ledger::default().seeded();
    let (id, _) = granted(&mut ledger, "app");
    let token = ledger.issue_access(id, 7_200, at(0)).unwrap();
    for (second, alive) in [(7_199, true), (14_398, true), (21_597, true), (28_797, false), (28_798, false)] {
        assert_eq!(ledger.touch(&token, at(second)).is_some(), alive, "{second}");
    }
}

#[test]
fn revoking_a_refresh_token_ends_its_access_tokens_and_revoking_those_ends_only_them() {
    let mut ledger = Ledger::default().seeded();
    let (id, refresh) = granted(&mut ledger, "app");
    let tokens = [(); 2].map(|()| ledger.issue_access(id, 7_200, at(0)).unwrap());
    assert!(ledger.revoke(&tokens[0]));
    assert!(!ledger.revoke(&tokens[0]));
    assert!(ledger.touch(&tokens[1], at(1)).is_some());
    assert!(ledger.revoke(&refresh));
    assert!(ledger.touch(&tokens[1], at(1)).is_none());
    assert!(!ledger.revoke(&refresh));
}
