//! Keys and values in order, in one text: a zone has a thousand of them, and needs no allocation for each.

/// Pairs of texts.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Pairs {
    /// Key, value, key, value ...
    text: String,
    /// Where each key ends, and where its value does.
    ends: Vec<(usize, usize)>,
}

impl Pairs {
    /// None, with room for an order's: most commands are smaller.
    pub(super) fn for_an_order() -> Self {
        Self {
            text: String::with_capacity(1024),
            ends: Vec::with_capacity(48),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// All keys and values.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn push(&mut self, key: &str, value: &str) {
        self.text.push_str(key);
        let middle = self.text.len();
        self.text.push_str(value);
        self.ends.push((middle, self.text.len()));
    }

    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        let mut start = 0;
        self.ends.iter().map(move |&(middle, end)| {
            let key = self.text.get(start..middle).unwrap_or_default();
            start = end;
            (key, self.text.get(middle..end).unwrap_or_default())
        })
    }

    pub(super) fn get(&self, key: &str) -> Option<&str> {
        let found = self.iter().find(|(known, _)| *known == key);
        found.map(|(_, value)| value)
    }

    /// The value of a key that is there already changes in its place; another key goes to the end.
    pub(super) fn set(&mut self, key: &str, value: &str) {
        if self.get(key).is_none() {
            return self.push(key, value);
        }
        let changed = |(known, old)| (known, if known == key { value } else { old });
        *self = self.iter().map(changed).collect();
    }

    /// How long they are with a `=` and a line feed each.
    pub(super) fn text_len(&self) -> usize {
        self.text.len() + 2 * self.ends.len()
    }

    /// Leaves the first few.
    pub(super) fn truncate(&mut self, len: usize) {
        self.ends.truncate(len);
        let end = self.ends.last().map_or(0, |&(_, end)| end);
        self.text.truncate(end);
    }
}

impl<'a> FromIterator<(&'a str, &'a str)> for Pairs {
    fn from_iter<T: IntoIterator<Item = (&'a str, &'a str)>>(pairs: T) -> Self {
        let mut all = Self::default();
        for (key, value) in pairs {
            all.push(key, value);
        }
        all
    }
}
