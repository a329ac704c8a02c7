//! Which route a path leads to.

/// The path's parameters, if it fits the pattern.
pub(super) fn matched(pattern: &[String], path: &str) -> Option<Vec<(String, String)>> {
    let parts: Vec<_> = path.split('/').collect();
    let mut parameters = Vec::new();
    for (i, wanted) in pattern.iter().enumerate() {
        let name = wanted.strip_prefix('{').and_then(|name| name.strip_suffix('}'));
        match name.map(|name| (name.strip_suffix('+'), name)) {
            Some((Some(greedy), _)) => {
                let rest = parts.get(i..)?.join("/");
                parameters.push((greedy.to_owned(), rest.clone()));
                return (!rest.is_empty()).then_some(parameters);
            }
            Some((None, name)) => parameters.push((name.to_owned(), (*parts.get(i)?).to_owned())),
            None if parts.get(i) == Some(&wanted.as_str()) => {}
            None => return None,
        }
    }
    (parts.len() == pattern.len()).then_some(parameters)
}

/// How wide a pattern is, part by part: API Gateway prefers what is written out to a parameter, and that to
/// one that takes all the rest. The smallest is the closest.
pub(super) fn rank(pattern: &[String]) -> Vec<u8> {
    let width = |part: &String| match (part.starts_with('{'), part.ends_with("+}")) {
        (true, true) => 2,
        (true, false) => 1,
        (false, _) => 0,
    };
    pattern.iter().map(width).collect()
}
