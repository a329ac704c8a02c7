//! SES that refuses, is slow or silent: what is tried again, when, and what never is.

use local::aws::Trouble;

use super::{ADA, AGAIN, left, register, sent, state};
use crate::logs;
use crate::person::{LOGIN, OTHER, PASSWORD, Person, open_account};
use crate::world::World;

#[tokio::test]
async fn while_ses_says_too_many_at_this_moment_the_call_tries_again_by_itself() {
    for refusals in 0..4 {
        let world = World::new().await;
        let instance = world.instance();
        register(&instance, ADA).await;
        world.around.stand_ins.mailbox.fail_next(refusals, &Trouble::SENDING_RATE);
        assert_eq!(instance.deliver_due().await, 1);
        assert_eq!((sent(&world), left(&world)), ((1, refusals + 1), (0, 0)));
        assert_eq!(state(&world), "sent");
    }
}

#[tokio::test]
async fn what_ses_did_not_take_in_four_attempts_comes_again_from_the_queue() {
    let world = World::new().await;
    let instance = world.instance();
    register(&instance, ADA).await;
    world.around.stand_ins.mailbox.fail_next(5, &Trouble::SENDING_RATE);
    assert_eq!(instance.deliver_due().await, 0);
    assert_eq!((sent(&world), left(&world), state(&world).as_str()), ((0, 4), (1, 0), "pending"));
    world.pass(AGAIN - 1);
    assert_eq!((instance.deliver_due().await, sent(&world)), (0, (0, 4)));
    world.pass(1);
    assert_eq!((instance.deliver_due().await, sent(&world), left(&world)), (1, (1, 6), (0, 0)));
}

#[tokio::test]
async fn a_mail_over_the_daily_quota_waits_a_quarter_of_an_hour_each_time_and_a_day_at_most() {
    let world = World::new().await;
    let instance = world.instance();
    register(&instance, ADA).await;
    world.around.stand_ins.mailbox.fail_next(1000, &Trouble::DAILY_QUOTA);
    for quarter in 1..=97 {
        instance.deliver_due().await;
        assert_eq!((sent(&world), left(&world)), ((0, quarter), (1, 0)));
        assert_eq!(state(&world), "pending");
        world.pass(899);
        assert_eq!((instance.deliver_due().await, sent(&world)), (0, (0, quarter)));
        world.pass(1);
    }
    instance.deliver_due().await;
    assert_eq!((sent(&world), left(&world), state(&world).as_str()), ((0, 97), (0, 1), "failed"));
}

#[tokio::test]
async fn a_mail_over_the_daily_quota_is_sent_when_there_is_room_again() {
    let world = World::new().await;
    let instance = world.instance();
    register(&instance, ADA).await;
    // More often than any message is delivered before it is among the dead letters.
    world.around.stand_ins.mailbox.fail_next(30, &Trouble::DAILY_QUOTA);
    for _ in 0..=30 {
        instance.deliver_due().await;
        world.pass(900);
    }
    assert_eq!((sent(&world), left(&world), state(&world).as_str()), ((1, 31), (0, 0), "sent"));
}

#[tokio::test]
async fn a_mail_that_ses_will_never_take_or_may_have_taken_is_a_dead_letter_at_once_and_stays_one() {
    for (trouble, mails) in [
        (Trouble::REJECTED, 0),
        (Trouble::Refuses("InvalidParameterValue", "Local address contains control or whitespace"), 0),
        (Trouble::Nonsense, 0),
        (Trouble::Hangs, 0),
        (Trouble::SendsAndHangs, 1),
    ] {
        let world = World::new().await;
        let mut config = world.config();
        if matches!(trouble, Trouble::Hangs | Trouble::SendsAndHangs) {
            config.mail.timeout = std::time::Duration::from_millis(200);
        }
        let (hasty, patient) = (world.instance_with(config), world.instance());
        register(&patient, ADA).await;
        world.around.stand_ins.mailbox.fail_next(1, &trouble);
        hasty.deliver_due().await;
        for _ in 0..8 {
            assert_eq!((sent(&world), left(&world)), ((mails, 1), (0, 1)), "{trouble:?}");
            assert_eq!(state(&world), "failed", "{trouble:?}");
            world.pass(AGAIN);
            patient.deliver_due().await;
        }
        let told = logs::lines().iter().any(|line| line["level"] == "ERROR" && line["mail"].is_string());
        assert!(told, "{trouble:?}");
    }
}

#[tokio::test]
async fn while_ses_sends_nothing_a_mail_is_delivered_five_times_and_then_a_dead_letter() {
    for trouble in [
        Trouble::Refuses("ServiceUnavailable", "down"),
        Trouble::Refuses("InternalFailure", "down"),
        Trouble::Refuses("AccountSendingPausedException", "paused"),
        Trouble::Refuses("ConfigurationSetDoesNotExist", "no such set"),
        Trouble::Refuses("MailFromDomainNotVerifiedException", "not yet"),
        Trouble::Refuses("AccessDenied", "User is not authorized to perform `ses:SendEmail'"),
        Trouble::Refuses("MessageRejected", "Email address is not verified."),
        Trouble::Refuses("SomethingNew", "never heard of"),
    ] {
        let world = World::new().await;
        let instance = world.instance();
        register(&instance, ADA).await;
        world.around.stand_ins.mailbox.fail_next(100, &trouble);
        for delivery in 1..=5 {
            instance.deliver_due().await;
            assert_eq!((sent(&world), left(&world)), ((0, delivery), (1, 0)), "{trouble:?}");
            assert_eq!(state(&world), "pending", "{trouble:?}");
            world.pass(AGAIN);
        }
        instance.deliver_due().await;
        assert_eq!((sent(&world), left(&world)), ((0, 5), (0, 1)), "{trouble:?}");
    }
}

#[tokio::test]
async fn a_warning_that_ses_did_not_take_is_still_one_when_it_comes_again() {
    let world = World::new().await;
    let instance = world.instance();
    open_account(&world, &instance, ADA, PASSWORD).await;
    let person = Person::before(&instance);
    for _ in 0..5 {
        person.login(ADA, OTHER).await;
    }
    let warnings =
        || world.mails_to(ADA).iter().filter(|mail| mail.subject == "Too many failed logins").count();
    world.around.stand_ins.mailbox.fail_next(4, &Trouble::SENDING_RATE);
    instance.deliver_due().await;
    assert_eq!(warnings(), 0);
    world.pass(AGAIN);
    instance.deliver_due().await;
    assert_eq!((warnings(), left(&world)), (1, (0, 0)));

    let elsewhere = instance.at_ip("198.51.100.7");
    for _ in 0..5 {
        let body = serde_json::json!({ "email": ADA, "password": OTHER });
        elsewhere.post(LOGIN, &body, &[]).await;
    }
    instance.deliver_due().await;
    assert_eq!(warnings(), 1, "once a day");
}

#[tokio::test]
async fn a_mail_for_which_no_connection_ever_opened_is_sent_when_ses_is_there_again() {
    let world = World::new().await;
    let instance = world.instance();
    register(&instance, ADA).await;
    let mut config = world.config();
    // A port that was free a moment ago.
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    config.aws.ses = Some(format!("http://{closed}"));
    assert_eq!(world.instance_with(config).deliver_due().await, 0);
    assert_eq!((left(&world), state(&world).as_str()), ((1, 0), "pending"));
    world.pass(AGAIN);
    assert_eq!((instance.deliver_due().await, sent(&world)), (1, (1, 1)));
}
