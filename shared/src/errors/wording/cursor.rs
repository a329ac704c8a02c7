//! A place in a text, and the steps from it.

/// A place in a text. Every step that can fail gives the place behind what was asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'a> {
    text: &'a [char],
    at: usize,
}

/// Whether digits beside this character belong to a word. Scripts that do without spaces write numbers
/// between their words.
pub(super) fn is_word(char: char) -> bool {
    char.is_ascii_alphanumeric() || (!char.is_ascii() && char < '\u{2e80}' && char.is_alphanumeric())
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a [char]) -> Self {
        Self { text, at: 0 }
    }

    /// The character here.
    pub(super) fn peek(self) -> Option<char> {
        self.ahead(0)
    }

    /// The character so many places further on.
    pub(super) fn ahead(self, count: usize) -> Option<char> {
        #[cfg(test)]
        steps::count();
        self.text.get(self.at + count).copied()
    }

    /// The character so many places back, from 1.
    pub(super) fn back(self, count: usize) -> Option<char> {
        self.text.get(self.at.checked_sub(count)?).copied()
    }

    /// Whether a word runs into this place.
    pub(super) fn in_word(self) -> bool {
        self.back(1).is_some_and(is_word)
    }

    /// The place so many characters further on.
    pub(super) fn skip(self, count: usize) -> Self {
        Self { at: (self.at + count).min(self.text.len()), ..self }
    }

    /// The end of the text.
    pub(super) fn end(self) -> Self {
        Self { at: self.text.len(), ..self }
    }

    /// What lies between here and a later place.
    pub(super) fn until(self, end: Self) -> &'a [char] {
        self.text.get(self.at..end.at).unwrap_or_default()
    }

    /// One character.
    pub(super) fn take(self, wanted: char) -> Option<Self> {
        self.one(|char| char == wanted)
    }

    /// One character of a kind.
    pub(super) fn one(self, is: impl Fn(char) -> bool) -> Option<Self> {
        self.peek().is_some_and(is).then(|| self.skip(1))
    }

    /// A whole text.
    pub(super) fn literal(self, wanted: &str) -> Option<Self> {
        wanted.chars().try_fold(self, Self::take)
    }

    /// All characters of a kind that follow, if there are at least `min` and at most `max`. Looks no further.
    pub(super) fn run(self, min: usize, max: usize, is: impl Fn(char) -> bool) -> Option<Self> {
        let mut count = 0;
        while self.ahead(count).is_some_and(&is) {
            count += 1;
            if count > max {
                return None;
            }
        }
        (count >= min).then(|| self.skip(count))
    }

    /// All digits that follow.
    pub(super) fn digits(self, min: usize, max: usize) -> Option<Self> {
        self.run(min, max, |char| char.is_ascii_digit())
    }

    /// One or two digits, or up to `digits`, of a number that is not greater than `most`.
    pub(super) fn up_to(self, most: u32, digits: usize) -> Option<Self> {
        let end = self.digits(1, digits)?;
        let value = self.until(end).iter().filter_map(|c| c.to_digit(10)).fold(0, |sum, d| sum * 10 + d);
        (value <= most).then_some(end)
    }

    /// What may also be absent.
    pub(super) fn maybe(self, step: impl Fn(Self) -> Option<Self>) -> Self {
        step(self).unwrap_or(self)
    }

    /// This place, if no word goes on here.
    pub(super) fn ends(self) -> Option<Self> {
        (!self.peek().is_some_and(is_word)).then_some(self)
    }
}

/// How often a character was looked at, which unlike a clock tells the same everywhere.
#[cfg(test)]
pub(super) mod steps {
    use std::cell::Cell;

    thread_local!(static STEPS: Cell<usize> = const { Cell::new(0) });

    pub(super) fn count() {
        STEPS.set(STEPS.get() + 1);
    }

    /// How many steps it took.
    pub(in super::super) fn of(work: impl FnOnce()) -> usize {
        STEPS.set(0);
        work();
        STEPS.get()
    }
}
