//! From a reply back to its text: for logs, and to prove the parser.

use std::borrow::Cow;

use super::response::Response;

/// The left side of a line.
pub(super) enum LineName<'a> {
    Attribute(&'a str),
    Cell(&'a str, usize),
}

impl<'a> LineName<'a> {
    /// The name whose value this is.
    pub(super) fn key(&self) -> &'a str {
        match self {
            Self::Attribute(name) | Self::Cell(name, _) => name,
        }
    }

    /// As it stands in the text.
    pub(super) fn text(&self) -> Cow<'a, str> {
        match self {
            Self::Attribute(name) => Cow::Borrowed(name),
            Self::Cell(name, index) => Cow::Owned(format!("PROPERTY[{name}][{index}]")),
        }
    }
}

impl Response {
    /// The reply as text, in the order of this type rather than that of the server: CODE, DESCRIPTION, other attributes,
    /// then the columns one by one. Parsing it gives an equal reply. It holds everything, secrets included.
    pub fn to_text(&self) -> String {
        let lines = self.lines();
        let lines = lines.map(|(name, value)| format!("{}={value}\r\n", name.text()));
        format!("[RESPONSE]\r\n{}EOF\r\n", lines.collect::<String>())
    }

    /// Names and values, line by line.
    pub(super) fn lines(&self) -> impl Iterator<Item = (LineName<'_>, &str)> {
        let code = self.code_text.of(&self.text);
        let first = [
            ("CODE", Some(code)),
            ("DESCRIPTION", Some(self.description())),
        ];
        let pending = self.pending().then_some("1");
        let times = [
            ("QUEUETIME", self.queuetime()),
            ("RUNTIME", self.runtime()),
            ("PENDING", pending),
        ];
        let known = first.into_iter().chain(times);
        let known = known.filter_map(|(name, value)| Some((name, value?)));
        let attributes = known.chain(self.attributes());
        let attributes = attributes.map(|(name, value)| (LineName::Attribute(name), value));
        let cells = self.columns().flat_map(|column| {
            let cells = column.iter().enumerate();
            cells.map(move |(index, value)| (LineName::Cell(column.name(), index), value))
        });
        attributes.chain(cells)
    }
}
