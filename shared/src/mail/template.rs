//! Templates: texts with places such as `{{link}}`, filled in one pass, so that a value is never read as a
//! template.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::Message;

/// What all mails have around their own words.
const FRAME_TEXT: &str = include_str!("../../templates/mail/frame.txt");
const FRAME_HTML: &str = include_str!("../../templates/mail/frame.html");

/// The longest line of plain text, unless one word is longer.
const WIDTH: usize = 78;

/// What the frame says itself. The texts are one line each.
pub(super) struct Frame<'a> {
    pub(super) subject: Cow<'static, str>,
    /// What a list of mails shows after the subject.
    pub(super) preview: &'a str,
    /// Why the mail was sent.
    pub(super) why: &'a str,
}

/// One mail's own words, with places for values.
pub(super) struct Template {
    pub(super) subject: &'static str,
    /// What a list of mails shows after the subject.
    pub(super) preview: &'static str,
    /// Why the mail was sent.
    pub(super) why: &'static str,
    pub(super) bodies: Bodies,
}

/// The words as plain text and as HTML. Both have a place for every value.
pub(super) struct Bodies {
    pub(super) text: &'static str,
    pub(super) html: &'static str,
}

/// The [`Bodies`] in the folder of this name under `templates/mail`.
macro_rules! template {
    ($name:literal) => {
        $crate::mail::template::Bodies {
            text: include_str!(concat!("../templates/mail/", $name, "/body.txt")),
            html: include_str!(concat!("../templates/mail/", $name, "/body.html")),
        }
    };
}
pub(super) use template;

impl Template {
    /// Fills in both bodies and puts the frames around them.
    pub(super) fn message(&self, values: &[(&str, &str)]) -> Message {
        let text = fill(self.bodies.text, values, one_line);
        let html = fill(self.bodies.html, values, escaped);
        let frame = Frame { subject: Cow::Borrowed(self.subject), preview: self.preview, why: self.why };
        frame.around(&text, &html)
    }
}

impl Frame<'_> {
    /// The mail with these bodies, which are filled in already.
    pub(super) fn around(self, text: &str, html: &str) -> Message {
        let Self { subject, preview, why } = self;
        let (line, reason) = (wrapped(&subject), wrapped(why));
        let around = [("subject", &*line), ("body", text.trim_end()), ("why", &*reason)];
        let text = fill(FRAME_TEXT, &around, str::to_owned);
        let (title, preview, why) = (escaped(&subject), escaped(preview), escaped(why));
        let around =
            [("subject", &*title), ("preview", &*preview), ("body", html.trim_end()), ("why", &*why)];
        let html = fill(FRAME_HTML, &around, str::to_owned);
        Message { subject, text, html }
    }
}

/// Puts each value, in this form, where its name stands in double braces. Only the template is looked at for
/// names, and never what was put into it.
pub(super) fn fill(template: &str, values: &[(&str, &str)], form: fn(&str) -> String) -> String {
    // Places and names do not depend on the values, so every test that writes the mail sees this.
    debug_assert_eq!(places(template), values.iter().map(|(name, _)| *name).collect(), "{template}");
    let mut filled = String::with_capacity(2 * template.len());
    let mut rest = template;
    while let Some((before, name, after)) = next_place(rest) {
        filled.push_str(before);
        let value = values.iter().find(|(known, _)| *known == name);
        filled.push_str(&value.map(|(_, value)| form(value)).unwrap_or_default());
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// The names that a template has places for.
fn places(template: &str) -> BTreeSet<&str> {
    let first = next_place(template);
    let all = std::iter::successors(first, |(_, _, after)| next_place(after));
    all.map(|(_, name, _)| name).collect()
}

/// The text up to a template's next place, the name there, and what follows.
fn next_place(template: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = template.split_once("{{")?;
    let (name, after) = rest.split_once("}}")?;
    Some((before, name, after))
}

/// A value as plain text: nothing in it begins a line of its own or changes how the rest is shown.
pub(super) fn one_line(value: &str) -> String {
    value.chars().filter(|c| !is_hidden(*c)).collect()
}

/// The same words in lines that every reader shows whole.
pub(super) fn wrapped(text: &str) -> String {
    let mut wrapped = String::with_capacity(text.len());
    let mut width = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if width > 0 {
            let fits = width + 1 + length <= WIDTH;
            wrapped.push(if fits { ' ' } else { '\n' });
            width = if fits { width + 1 } else { 0 };
        }
        wrapped.push_str(word);
        width += length;
    }
    wrapped
}

/// A value as text or as a quoted attribute in HTML.
pub(super) fn escaped(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for c in value.chars().filter(|c| !is_hidden(*c)) {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Control characters, every kind of line break, what cannot be seen, what turns the direction of writing.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const VALUES: [(&str, &str); 2] = [("a", "{{b}}"), ("b", "<{{a}}>")];

    #[test]
    fn a_value_is_never_read_as_a_template() {
        assert_eq!(fill("{{a}}, {{b}} {{a}}.", &VALUES, one_line), "{{b}}, <{{a}}> {{b}}.");
        assert_eq!(fill("{{a}}{{b}}", &VALUES, escaped), "{{b}}&lt;{{a}}&gt;");
        // Braces of two values that meet make no place either.
        assert_eq!(fill("{{a}}{{b}}", &[("a", "{"), ("b", "{a}}")], one_line), "{{a}}");
        assert_eq!(fill("{{a}}{b}}{{b}}", &[("a", "{"), ("b", "x")], one_line), "{{b}}x");
    }

    #[test]
    fn text_without_a_whole_place_stays_as_it_is() {
        for text in ["", "no place", "a { b } c", "@media { a { b: c } }", "open {{a", "}} closed"] {
            assert_eq!(fill(text, &[], one_line), text);
        }
    }

    #[test]
    #[should_panic(expected = "{{a}} {{c}}")]
    fn a_place_without_a_value_is_seen() {
        fill("{{a}} {{c}}", &VALUES[..1], one_line);
    }

    #[test]
    #[should_panic(expected = "only {{a}}")]
    fn a_value_without_a_place_is_seen() {
        fill("only {{a}}", &VALUES, one_line);
    }

    #[test]
    fn a_value_can_break_out_of_neither_text_nor_attribute() {
        assert_eq!(
            escaped("\"><img src=x onerror='alert(1)'>&amp;"),
            "&quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;amp;"
        );
    }

    #[test]
    fn a_value_is_one_line_that_shows_what_it_is() {
        let hidden = "\u{0}\t\r\n\u{b}\u{c}\u{1b}\u{7f}\u{85}\u{ad}\u{61c}\u{200b}\u{200e}\u{2028}\u{2029}\
            \u{202e}\u{2066}\u{feff}";
        for c in hidden.chars() {
            for form in [one_line, escaped] {
                assert_eq!(form(&format!("Fire{c}fox on Linux")), "Firefox on Linux", "{c:?}");
            }
        }
        assert_eq!(one_line("Größe é 例え"), "Größe é 例え");
    }
}
