//! The mails that were sent, as text and as a mail program would show them.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;

use super::{escaped, frame, page};
use crate::aws::{Mail, Mailbox};

/// What a mail's HTML may do: show itself, and open links in a window of their own. Nothing else runs or
/// loads, as in a good mail program.
const OF_A_MAIL: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; \
    sandbox allow-popups allow-popups-to-escape-sandbox";

/// All mails, the newest first.
pub(super) fn list(mailbox: &Mailbox) -> Response {
    let mails: String = mailbox.mails().iter().rev().map(article).collect();
    let mails = if mails.is_empty() { "<p>No mail has been sent yet.</p>".to_owned() } else { mails };
    page(StatusCode::OK, frame("Mail", &format!("<h1>Mail</h1>{mails}")))
}

/// The HTML of one mail as a page of its own.
pub(super) fn html(mailbox: &Mailbox, id: &str) -> Response {
    let Some(mail) = mailbox.mails().into_iter().find(|mail| mail.id == id) else {
        return page(
            StatusCode::NOT_FOUND,
            frame("Not found", "<h1>There is no such mail</h1><p><a href=\"/dev/mail\">All mails</a></p>"),
        );
    };
    // Links would otherwise open inside the frame, where our own pages do not let themselves be shown.
    let html = mail.html.replacen("<head>", "<head><base target=\"_blank\">", 1);
    let mut response = page(StatusCode::OK, html);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(OF_A_MAIL));
    response
}

fn article(mail: &Mail) -> String {
    let Mail { id, from, to, subject, text, html, .. } = mail;
    let shown = match html.is_empty() {
        true => String::new(),
        false => format!(
            "<iframe src=\"/dev/mail/{id}\" title=\"As HTML: {id}\"></iframe>\
             <p><a href=\"/dev/mail/{id}\">The HTML of {id} alone</a></p>"
        ),
    };
    format!(
        "<article><h2>{}</h2><p>From {} to {}</p><pre>{}</pre>{shown}</article>",
        escaped(subject),
        escaped(from),
        escaped(&to.join(", ")),
        linked(text)
    )
}

/// A text in HTML, in which addresses can be followed.
fn linked(text: &str) -> String {
    let link = |word: &str| {
        let address = escaped(word.trim_end());
        let rest = &word[word.trim_end().len()..];
        format!("<a href=\"{address}\">{address}</a>{rest}")
    };
    let is_address = |word: &&str| word.starts_with("https://") || word.starts_with("http://");
    let words = text.split_inclusive(char::is_whitespace);
    words.map(|word| if is_address(&word) { link(word) } else { escaped(word) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_in_a_text_can_be_followed_and_nothing_in_it_is_html() {
        assert_eq!(
            linked("a <b>\nhttps://fm.example/x?a=1&b=2#token=\"\n\nend"),
            "a &lt;b&gt;\n<a href=\"https://fm.example/x?a=1&amp;b=2#token=&quot;\">\
             https://fm.example/x?a=1&amp;b=2#token=&quot;</a>\n\nend"
        );
    }
}
