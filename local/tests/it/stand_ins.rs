//! The stand-in for SES before AWS's own client.

use std::time::Duration;

use aws_config::retry::RetryConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_sdk_ses::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_ses::operation::send_email::{SendEmailError, SendEmailOutput};
use aws_sdk_ses::types::{Body, Content, Destination, Message};
use local::aws::Trouble;
use local::pages::{self, Extras};
use local::system::{self, Surroundings};

use crate::proxy::client;
use crate::world::World;

/// The configuration of AWS's own clients for the stand-ins.
pub fn sdk(around: &Surroundings) -> SdkConfig {
    let keys = Credentials::new("local", "local", None, None, "test");
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-central-1"))
        .credentials_provider(SharedCredentialsProvider::new(keys))
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .endpoint_url(&around.stand_ins_url)
        .build()
}

/// Sends a mail with AWS's own client, which does not ask a second time.
async fn send_mail(around: &Surroundings) -> Result<SendEmailOutput, SdkError<SendEmailError>> {
    let content = |text: &str| Content::builder().data(text).build().unwrap();
    let text = content("plain & <b>\nhttps://fm.example/prod/verify-email#token=t\n");
    let html = content("<html><head></head><p>html</p></html>");
    let body = Body::builder().text(text).html(html).build();
    let config = aws_sdk_ses::config::Builder::from(&sdk(around)).retry_config(RetryConfig::disabled());
    aws_sdk_ses::Client::from_conf(config.build())
        .send_email()
        .source("monitor@example.com")
        .configuration_set_name("rules")
        .destination(Destination::builder().to_addresses("ada@example.com").build())
        .message(Message::builder().subject(content("Hello")).body(body).build())
        .send()
        .await
}

#[tokio::test]
async fn a_mail_that_the_real_client_sends_can_be_read() {
    let world = World::new().await;
    let sent = send_mail(&world.around).await.unwrap();
    let mail = world.around.stand_ins.mailbox.mails().remove(0);
    assert_eq!(
        (sent.message_id(), mail.to.as_slice()),
        (mail.id.as_str(), &["ada@example.com".to_owned()][..])
    );
    assert_eq!(
        (mail.from.as_str(), mail.configuration_set.as_deref()),
        ("monitor@example.com", Some("rules"))
    );
    let instance = world.instance();
    let router = pages::router(instance.app, &world.around, instance.gateway, Extras::default());
    let url = system::serve(router, 0).await.unwrap();
    let page = client().get(format!("{url}/dev/mail")).send().await.unwrap().text().await.unwrap();
    for told in [
        "<h2>Hello</h2>",
        "plain &amp; &lt;b&gt;",
        "<a href=\"https://fm.example/prod/verify-email#token=t\">",
        "<iframe src=\"/dev/mail/local-00000001\"",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    let html = client().get(format!("{url}/dev/mail/{}", mail.id)).send().await.unwrap();
    assert!(html.headers()["content-security-policy"].to_str().unwrap().contains("sandbox"));
    assert!(html.text().await.unwrap().contains("<head><base target=\"_blank\"></head><p>html</p>"));
}

#[tokio::test]
async fn a_mail_can_be_refused_as_ses_refuses_it_and_those_after_it_are_sent() {
    let world = World::new().await;
    let mailbox = &world.around.stand_ins.mailbox;
    mailbox.fail_next(1, &Trouble::SENDING_RATE);
    mailbox.fail_next(1, &Trouble::REJECTED);
    mailbox.fail_next(1, &Trouble::Refuses("InternalFailure", "not now"));
    for (status, code) in [(400, "Throttling"), (400, "MessageRejected"), (500, "InternalFailure")] {
        let Err(SdkError::ServiceError(error)) = send_mail(&world.around).await else { panic!("{code}") };
        assert_eq!((error.raw().status().as_u16(), error.err().code()), (status, Some(code)));
    }
    mailbox.fail_next(1, &Trouble::Nonsense);
    assert!(send_mail(&world.around).await.is_err());
    mailbox.fail_next(1, &Trouble::DAILY_QUOTA);
    mailbox.heal();
    assert!(send_mail(&world.around).await.is_ok());
    assert_eq!((mailbox.calls(), mailbox.mails().len()), (5, 1));
}

#[tokio::test]
async fn a_mail_whose_answer_never_comes_may_have_been_sent_or_not() {
    for (trouble, mails) in [(Trouble::Hangs, 0), (Trouble::SendsAndHangs, 1)] {
        let world = World::new().await;
        world.around.stand_ins.mailbox.fail_next(1, &trouble);
        let sending = tokio::time::timeout(Duration::from_millis(200), send_mail(&world.around));
        assert!(sending.await.is_err(), "{trouble:?}");
        assert_eq!(world.around.stand_ins.mailbox.mails().len(), mails, "{trouble:?}");
    }
}
