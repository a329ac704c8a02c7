use std::time::Duration;

use super::*;

const TEXT: &str = r#"
Globals: { Function: { Timeout: 15 } }
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      BinaryMediaTypes: [application~1octet-stream]
      GatewayResponses:
        MISSING_AUTHENTICATION_TOKEN:
          StatusCode: '404'
          ResponseParameters:
            Headers: { x-request-id: context.requestId, Content-Type: '''application/problem+json''' }
          ResponseTemplates: { application/json: '{}' }
  AReadFunction:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: target/lambda/a-read/
      LoggingConfig: { LogGroup: !Ref ALog }
      Events:
        Read: { Type: Api, Properties: { RestApiId: !Ref Api, Path: '/a/{id}', Method: get } }
      Policies: [{ Statement: [{ Effect: Allow, Action: dynamodb:GetItem, Resource: !GetAtt Things.Arn }] }]
  ALog: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: !Sub '/aws/lambda/${AWS::StackName}/a' } }
  AFailures:
    Type: AWS::Logs::SubscriptionFilter
    Properties: { LogGroupName: !Ref ALog, DestinationArn: !Ref ASendFunction.Alias, FilterPattern: '{ }' }
  ASendFunction:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: target/lambda/a-send/
      Timeout: 20
  ASendLetters:
    Type: AWS::Lambda::EventSourceMapping
    Properties: { FunctionName: !Ref ASendFunction.Alias, EventSourceArn: !GetAtt Letters.Arn, BatchSize: 5 }
  Letters:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 120
      RedrivePolicy: { deadLetterTargetArn: !GetAtt DeadLetters.Arn, maxReceiveCount: 4 }
  DeadLetters: { Type: AWS::SQS::Queue }
  LetterPipe:
    Type: AWS::Pipes::Pipe
    Properties:
      Source: !GetAtt Things.StreamArn
      SourceParameters: { FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] } }
      Target: !GetAtt Letters.Arn
      TargetParameters: { InputTemplate: '{"id": "<$.dynamodb.NewImage.id.S>"}' }
  Things:
    Type: AWS::DynamoDB::Table
    Properties:
      <<: &common { BillingMode: PAY_PER_REQUEST }
      TableName: !Sub '${AWS::StackName}-things'
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
      TimeToLiveSpecification: { AttributeName: ttl, Enabled: true }
      StreamSpecification: { StreamViewType: NEW_IMAGE }
"#;

#[test]
fn routes_tables_and_answers_are_read() {
    let template = Template::parse(TEXT).unwrap();
    let route = Route { method: "GET".into(), path: "/a/{id}".into(), function: "a-read".into() };
    assert_eq!(template.routes, [route]);
    let table = &template.tables[0];
    assert_eq!((table.name.as_str(), table.ttl.as_deref()), ("local-things", Some("ttl")));
    assert_eq!(table.create["BillingMode"], "PAY_PER_REQUEST");
    let answer = &template.responses["MISSING_AUTHENTICATION_TOKEN"];
    assert_eq!(answer.status, 404);
    assert!(answer.headers.contains(&("x-request-id".into(), "$context.requestId".into())));
    assert!(answer.headers.contains(&("Content-Type".into(), "application/problem+json".into())));
    assert_eq!(template.binary_media_types, ["application/octet-stream"]);
    assert_eq!(template.policies["a-read"][0]["Action"], "dynamodb:GetItem");
}

#[test]
fn logs_and_what_reads_them_are_read() {
    let template = Template::parse(TEXT).unwrap();
    let log = Log { group: "/aws/lambda/local/a".into(), writer: "local-AReadFunction-LOCAL".into() };
    assert_eq!(template.logs, BTreeMap::from([("a-read".to_owned(), log.clone())]));
    let subscription = Subscription {
        log: log.group,
        function: "a-send".into(),
        pattern: "{ }".into(),
        timeout: Duration::from_secs(20),
    };
    assert_eq!(template.subscriptions, [subscription]);
}

#[test]
fn queues_and_what_fills_and_empties_them_are_read() {
    let template = Template::parse(TEXT).unwrap();
    let redrive = Redrive { queue: "DeadLetters".into(), after: 4 };
    let queue = |id: &str, seconds, redrive| {
        let visibility = Duration::from_secs(seconds);
        Queue { id: id.into(), visibility, redrive }
    };
    assert_eq!(template.queues, [queue("DeadLetters", 30, None), queue("Letters", 120, Some(redrive))]);
    let pipe = &template.pipes[0];
    assert_eq!((pipe.table.as_str(), pipe.queue.as_str()), ("Things", "Letters"));
    assert_eq!(pipe.filters.len(), 1);
    let consumer = Consumer {
        function: "a-send".into(),
        queue: "Letters".into(),
        batch_size: 5,
        timeout: Duration::from_secs(20),
    };
    assert_eq!(template.consumers, [consumer]);
    let common = Template::parse(&TEXT.replace("      Timeout: 20\n", "")).unwrap();
    assert_eq!(common.consumers[0].timeout, Duration::from_secs(15));
}

#[test]
fn a_part_that_is_missing_is_named_with_its_resource() {
    for (part, other, told) in [
        ("Path: '/a/{id}', ", "", "AReadFunction has no usable Path"),
        ("LogGroup: !Ref ALog", "LogGroup: !Ref BLog", "BLog has no usable LogGroupName"),
        ("TableName:", "Name:", "Things has no usable TableName"),
        (
            "EventSourceArn: !GetAtt Letters",
            "EventSourceArn: !GetAtt X",
            "a-send has no usable EventSourceArn",
        ),
        ("FunctionName: !Ref ASend", "FunctionName: !Ref BSend", "BSendFunction has no usable CodeUri"),
        ("Target: !GetAtt Letters", "Target: !GetAtt Lettres", "LetterPipe has no usable Target"),
        ("Source: !GetAtt Things", "Source: !GetAtt Thing", "LetterPipe has no usable Source"),
        ("[\"INSERT\"]", "[{\"prefix\":\"I\"}]", "LetterPipe has no usable FilterCriteria"),
        ("InputTemplate", "Template", "LetterPipe has no usable InputTemplate"),
        ("!GetAtt DeadLetters", "!GetAtt Nothing", "Letters has no usable deadLetterTargetArn"),
        ("maxReceiveCount: 4", "maxReceiveCount: four", "Letters has no usable maxReceiveCount"),
        // Such a message would be delivered a second time while the function still works on it.
        ("VisibilityTimeout: 120", "VisibilityTimeout: 19", "Letters has no usable VisibilityTimeout"),
    ] {
        let error = Template::parse(&TEXT.replace(part, other)).unwrap_err().to_string();
        assert_eq!(error, format!("template.yaml: {told}"));
    }
    assert!(Template::parse("a: [").is_err());
}
