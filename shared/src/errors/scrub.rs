//! Takes out of an event what must not be kept: passwords, tokens and what tells who somebody is.
//!
//! Two ways lead to a secret: the name that it stands under (`keys`) and how it looks (`values`, with a file
//! for each family). `tree` walks what programs send of themselves, `text` bounds each string.

mod addresses;
mod keys;
mod numbers;
mod pairs;
mod text;
mod tokens;
mod tree;
mod urls;
mod values;

use self::text::{MESSAGE, SHORT, STACK, clean, strip};
use self::values::Reading::{Name, Prose, Route};
use super::event::{Breadcrumb, Event, Exception, Frame, User};

/// Takes secrets and personal data out of an event, and bounds what it may hold. Once is enough: a second
/// time changes nothing.
pub fn scrub(event: &mut Event) {
    told(event);
    each(&mut event.exceptions, exception);
    each(&mut event.breadcrumbs, breadcrumb);
    each(&mut event.user, user);
    each(&mut event.fingerprint, |part| clean(part, Prose, SHORT));
    tree::map(&mut event.request, MESSAGE);
    tree::map(&mut event.extra, SHORT);
    tree::map(&mut event.contexts, SHORT);
    tree::tags(&mut event.tags);
}

/// Takes secrets and personal data out of a text of any length.
pub fn scrub_text(text: &mut String) {
    strip(text);
    let end = text.len();
    values::replace(text, end, Prose);
}

fn told(event: &mut Event) {
    each(&mut event.message, |text| clean(text, Prose, MESSAGE));
    each(&mut event.template, |text| clean(text, Prose, MESSAGE));
    each(&mut event.stack, |text| clean(text, Prose, STACK));
    each(&mut event.transaction, |text| clean(text, Route, SHORT));
    for text in [&mut event.logger, &mut event.server_name] {
        each(text, |text| clean(text, Prose, SHORT));
    }
    let names =
        [&mut event.platform, &mut event.release, &mut event.dist, &mut event.environment, &mut event.sdk];
    for text in names {
        each(text, |text| clean(text, Name, SHORT));
    }
    clean(&mut event.id, Name, SHORT);
}

fn exception(exception: &mut Exception) {
    each(&mut exception.value, |text| clean(text, Prose, MESSAGE));
    for text in [&mut exception.kind, &mut exception.module, &mut exception.mechanism] {
        each(text, |text| clean(text, Name, SHORT));
    }
    each(&mut exception.frames, frame);
}

fn frame(frame: &mut Frame) {
    for text in [&mut frame.filename, &mut frame.abs_path, &mut frame.module, &mut frame.function] {
        each(text, |text| clean(text, Name, SHORT));
    }
    for lines in [&mut frame.pre_context, &mut frame.post_context] {
        each(lines, |text| clean(text, Prose, SHORT));
    }
    each(&mut frame.context_line, |text| clean(text, Prose, SHORT));
    tree::map(&mut frame.vars, SHORT);
}

fn breadcrumb(breadcrumb: &mut Breadcrumb) {
    each(&mut breadcrumb.message, |text| clean(text, Prose, MESSAGE));
    for text in [&mut breadcrumb.kind, &mut breadcrumb.category] {
        each(text, |text| clean(text, Prose, SHORT));
    }
    tree::map(&mut breadcrumb.data, SHORT);
}

/// Who it is may stay, under a name that the program gave; how to reach them may not.
fn user(user: &mut User) {
    each(&mut user.email, |text| "[email]".clone_into(text));
    user.ip_address = None;
    for text in [&mut user.id, &mut user.username] {
        each(text, |text| clean(text, Prose, SHORT));
    }
}

fn each<'a, T: 'a>(items: impl IntoIterator<Item = &'a mut T>, change: impl FnMut(&'a mut T)) {
    items.into_iter().for_each(change);
}

#[cfg(test)]
mod tests;
