use super::*;

const TEXT: &str = r#"
Globals: { Function: { Timeout: 15 } }
Resources:
  APollFunction:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: target/lambda/a-poll/
      Events:
        Clock:
          Type: ScheduleV2
          Properties:
            ScheduleExpression: rate(5 minutes)
            OmitName: true
            Input: '{"scheduledAt": "<aws.scheduler.scheduled-time>"}'
            State: ENABLED
            FlexibleTimeWindow: { Mode: FLEXIBLE, MaximumWindowInMinutes: 2 }
            RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 120 }
            DeadLetterConfig: { Arn: !GetAtt Missed.Arn }
  Missed: { Type: AWS::SQS::Queue }
"#;

/// The schedule of a template that has other lines in place of some of those above.
fn schedule(changes: &[(&str, &str)]) -> Schedule {
    let text = changes.iter().fold(TEXT.to_owned(), |text, (from, to)| text.replace(from, to));
    Template::parse(&text).unwrap().schedules.remove(0)
}

#[test]
fn a_schedule_is_read_with_all_that_is_said_of_it() {
    let expected = Schedule {
        function: "a-poll".into(),
        expression: "rate(5 minutes)".into(),
        period: SignedDuration::from_mins(5),
        input: r#"{"scheduledAt": "<aws.scheduler.scheduled-time>"}"#.into(),
        is_enabled: true,
        omits_name: true,
        window: SignedDuration::from_mins(2),
        retries: 3,
        retried_for: SignedDuration::from_secs(120),
        dead_letters: Some("Missed".into()),
        timeout: Duration::from_secs(15),
    };
    assert_eq!(schedule(&[]), expected);
}

#[test]
fn what_is_not_said_is_what_scheduler_takes() {
    let schedule = schedule(&[
        ("            OmitName: true\n", ""),
        ("            State: ENABLED\n", ""),
        ("FLEXIBLE, MaximumWindowInMinutes: 2", "\"OFF\""),
        ("            RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 120 }\n", ""),
        ("            DeadLetterConfig: { Arn: !GetAtt Missed.Arn }\n", ""),
    ]);
    assert!(schedule.is_enabled && !schedule.omits_name && schedule.dead_letters.is_none());
    assert_eq!((schedule.window, schedule.retries), (SignedDuration::ZERO, 185));
    assert_eq!(schedule.retried_for, SignedDuration::from_hours(24));
    assert!(!self::schedule(&[("ENABLED", "DISABLED")]).is_enabled);
}

#[test]
fn a_run_is_due_whenever_a_period_has_begun() {
    for (rate, now, due) in [
        ("rate(5 minutes)", "2026-11-20T14:34:59.9Z", "2026-11-20T14:30:00Z"),
        ("rate(5 minutes)", "2026-11-20T14:35:00Z", "2026-11-20T14:35:00Z"),
        ("rate(1 minute)", "2026-11-20T14:34:59Z", "2026-11-20T14:34:00Z"),
        ("rate(1 hour)", "2026-11-20T14:34:59Z", "2026-11-20T14:00:00Z"),
        ("rate(24 hours)", "2026-11-20T14:34:59Z", "2026-11-20T00:00:00Z"),
    ] {
        let due_at = schedule(&[("rate(5 minutes)", rate)]).due_at(now.parse().unwrap());
        assert_eq!(due_at, due.parse().unwrap(), "{rate} at {now}");
    }
}

#[test]
fn a_run_gets_the_time_for_which_it_was_planned() {
    let at = "2026-11-20T14:30:00Z";
    assert_eq!(schedule(&[]).event(at.parse().unwrap()), serde_json::json!({ "scheduledAt": at }));
}

#[test]
fn a_schedule_that_cannot_be_used_is_named_by_its_function() {
    for (part, other, told) in [
        ("rate(5 minutes)", "cron(0 8 * * ? *)", "APollFunction has no usable ScheduleExpression"),
        ("rate(5 minutes)", "rate(0 minutes)", "APollFunction has no usable ScheduleExpression"),
        ("ScheduleExpression", "Schedule", "APollFunction has no usable ScheduleExpression"),
        ("scheduledAt", "time", "APollFunction has no usable Input"),
        ("<aws.scheduler.scheduled-time>", "now", "APollFunction has no usable Input"),
        ("MaximumWindowInMinutes", "Minutes", "APollFunction has no usable MaximumWindowInMinutes"),
        ("Attempts: 3", "Attempts: few", "APollFunction has no usable MaximumRetryAttempts"),
        ("GetAtt Missed", "GetAtt Mist", "a-poll has no usable DeadLetterConfig"),
    ] {
        let error = Template::parse(&TEXT.replace(part, other)).unwrap_err().to_string();
        assert_eq!(error, format!("template.yaml: {told}"));
    }
}
