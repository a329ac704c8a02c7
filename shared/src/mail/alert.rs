//! The mail of a notice: the answer is the subject, then one sentence for everything that is wrong.

use super::template::{Frame, escaped, fill, one_line, wrapped};
use super::{Links, Message};
use crate::alerts::{Notice, words};
use crate::limits::Org;

const TEXT: &str = include_str!("../../templates/mail/alert/body.txt");
const HTML: &str = include_str!("../../templates/mail/alert/body.html");
const SENTENCE_TEXT: &str = include_str!("../../templates/mail/alert/sentence.txt");
/// A sentence about an alert, and any other one. Plain text has them alike.
const FACT: &str = include_str!("../../templates/mail/alert/fact.html");
const PLAIN: &str = include_str!("../../templates/mail/alert/plain.html");

/// The most sentences of a section.
const MOST: usize = 40;

/// To whoever the rules tell: what is wrong with an org and was not told yet.
pub fn alert(notice: &Notice, org: &Org, public_url: &str) -> Message {
    let title = one_line(&words::title(org));
    let subject = one_line(&words::subject(notice, &title));
    let told = |transition| words::told(transition, &title);
    let mut sentences: Vec<_> = notice.alerts.iter().take(MOST).map(|it| (FACT, told(it))).collect();
    let preview = sentences.first().map(|(_, sentence)| sentence.clone()).unwrap_or_default();
    let more = notice.alerts.len().saturating_sub(MOST);
    if more > 0 {
        sentences.push((PLAIN, format!("And {more} more.")));
    }
    if !notice.closed.is_empty() {
        sentences.push((PLAIN, "Over since the last mail:".to_owned()));
        sentences.extend(notice.closed.iter().take(MOST).map(|it| (FACT, told(it))));
    }
    let why = format!("You get this mail because of the alerts that are set for {title}.");
    let link = Links::new(public_url).org(&org.id);
    let as_text =
        |sentence: &str| fill(SENTENCE_TEXT, &[("sentence", &wrapped(&one_line(sentence)))], str::to_owned);
    let text: String = sentences.iter().map(|(_, sentence)| as_text(sentence)).collect();
    let as_html = |form: &str, sentence: &str| fill(form, &[("sentence", sentence)], escaped);
    let html: String = sentences.iter().map(|(form, sentence)| as_html(form, sentence)).collect();
    let (text_link, html_link) = (one_line(&link), escaped(&link));
    let filled = |template, sentences: &str, link: &str| {
        fill(template, &[("sentences", sentences), ("link", link)], str::to_owned)
    };
    let (text, html) = (filled(TEXT, text.trim_end(), &text_link), filled(HTML, html.trim_end(), &html_link));
    Frame { subject: subject.into(), preview: &preview, why: &why }.around(&text, &html)
}

/// To a channel that its owner tries.
pub fn trial(org: &Org, public_url: &str) -> Message {
    let title = one_line(&words::title(org));
    let subject = format!("A test message about {title}");
    let sentence = "This is what you asked for: alerts about this org will come here.";
    let why = format!("You get this mail because somebody tried the alerts of {title}.");
    let link = Links::new(public_url).org(&org.id);
    let text = fill(TEXT, &[("sentences", sentence), ("link", &one_line(&link))], str::to_owned);
    let html = fill(PLAIN, &[("sentence", sentence)], escaped);
    let html = fill(HTML, &[("sentences", html.trim_end()), ("link", &escaped(&link))], str::to_owned);
    Frame { subject: subject.into(), preview: sentence, why: &why }.around(&text, &html)
}
