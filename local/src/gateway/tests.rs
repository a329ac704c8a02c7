use super::*;

fn pattern(text: &str) -> Vec<String> {
    text.split('/').map(str::to_owned).collect()
}

#[test]
fn paths_fit_their_patterns_and_give_their_parameters() {
    for (wanted, path, parameters) in [
        ("/api/limits", "/api/limits", Some(vec![])),
        ("/api/limits", "/api/limits/", None),
        ("/api/{project}/{route+}", "/api/1/envelope/", Some(vec![("project", "1"), ("route", "envelope/")])),
        ("/api/{project}/{route+}", "/api/1/", None),
        ("/api/{project}/{route+}", "/api/1", None),
        ("/api/limits", "/api/limit", None),
        ("/api/limits", "/api/limits/x", None),
        ("/api/orgs/{org}", "/api/orgs/00D", Some(vec![("org", "00D")])),
        ("/api/orgs/{org}/limits", "/api/orgs/00D", None),
        ("/{proxy+}", "/a/b/c", Some(vec![("proxy", "a/b/c")])),
        ("/", "/", Some(vec![])),
    ] {
        let expected = parameters.map(|list: Vec<(&str, &str)>| {
            list.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect::<Vec<_>>()
        });
        assert_eq!(matched(&pattern(wanted), path), expected, "{wanted} {path}");
    }
}

#[test]
fn what_is_written_out_comes_before_a_parameter_and_that_before_all_the_rest() {
    let closest = |path: &str| {
        let patterns = [
            "/",
            "/{path+}",
            "/health",
            "/api/{project}/{route+}",
            "/api/{project}/envelope",
            "/api/orgs/{org}",
        ];
        let fitting = patterns.into_iter().filter(|wanted| matched(&pattern(wanted), path).is_some());
        fitting.min_by_key(|wanted| rank(&pattern(wanted))).unwrap()
    };
    for (path, wanted) in [
        ("/", "/"),
        ("/health", "/health"),
        ("/health/", "/{path+}"),
        ("/orgs/x/limits/y", "/{path+}"),
        ("/api/orgs/envelope", "/api/orgs/{org}"),
        ("/api/1/envelope", "/api/{project}/envelope"),
        ("/api/1/envelope/", "/api/{project}/{route+}"),
        ("/api/orgs/1/2", "/api/{project}/{route+}"),
        ("/api/orgs", "/{path+}"),
    ] {
        assert_eq!(closest(path), wanted, "{path}");
    }
}

#[test]
fn a_route_on_one_side_only_is_an_error_that_names_it() {
    let template = Template::parse(
        "Resources: { F: { Type: AWS::Serverless::Function, Properties: {
            CodeUri: target/lambda/a-read/, Events: {
            R: { Type: Api, Properties: { Path: /a, Method: get } } } } } }",
    )
    .unwrap();
    let handlers: Vec<_> = health::ROUTES.iter().collect();
    let error = check(&template, &handlers).unwrap_err().to_string();
    for told in ["GET /a of a-read has no handler", "GET /health of health-shallow is not in the template"] {
        assert!(error.contains(told), "{error}");
    }
}

#[tokio::test]
async fn what_is_encoded_is_decoded_only_for_a_binary_type() {
    let answer = serde_json::json!({
        "statusCode": 200, "headers": { "content-type": "image/png" },
        "body": "aGk=", "isBase64Encoded": true,
    });
    for (types, body) in [(vec![], "aGk="), (vec!["image/png".to_owned()], "hi")] {
        let response = event::response(&answer, &types).unwrap();
        assert_eq!(to_bytes(response.into_body(), 10).await.unwrap(), body);
    }
}

#[test]
fn an_answer_keeps_every_cookie_and_a_malformed_one_is_none() {
    let answer = serde_json::json!({
        "statusCode": 302,
        "headers": { "location": "/x", "set-cookie": "b=2" },
        "multiValueHeaders": { "set-cookie": ["a=1", "b=2"] },
        "body": "aGk=", "isBase64Encoded": true,
    });
    let response = event::response(&answer, &[]).unwrap();
    assert_eq!(response.headers().get_all("set-cookie").iter().count(), 2);
    assert_eq!(response.headers()["location"], "/x");
    for bad in [serde_json::json!({}), serde_json::json!({ "statusCode": 9999 }), serde_json::json!("text")] {
        assert!(event::response(&bad, &[]).is_none(), "{bad}");
    }
}
