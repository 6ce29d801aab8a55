//! A reply as PHP sees it, straight from the reply's text: the same shape as [`Response::to_params`], without a copy of
//! every cell on the way.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::response::{Column, Response};

/// `PROPERTY`: name => list.
struct Properties<'a>(&'a Response);

impl Serialize for Response {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let pending = self.pending().then_some("1");
        let rest = [
            ("QUEUETIME", self.queuetime()),
            ("RUNTIME", self.runtime()),
            ("PENDING", pending),
        ];
        let rest = || {
            rest.iter()
                .filter_map(|(name, value)| value.map(|value| (name, value)))
        };
        let mut map = serializer.serialize_map(Some(3 + rest().count()))?;
        map.serialize_entry("CODE", &self.code().to_string())?;
        map.serialize_entry("DESCRIPTION", self.description())?;
        map.serialize_entry("PROPERTY", &Properties(self))?;
        for (name, value) in rest() {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl Serialize for Properties<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.columns().map(|column| (column.name(), column)))
    }
}

impl Serialize for Column<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use super::super::parse::parse;

    fn both(reply: &str) -> (String, String) {
        let response = parse(reply.as_bytes()).unwrap();
        let json = |value: serde_json::Result<String>| value.unwrap();
        (
            json(serde_json::to_string(&response)),
            json(serde_json::to_string(&response.to_params())),
        )
    }

    #[test]
    fn it_is_the_array_that_php_sees() {
        let (direct, _) = both(
            "CODE=200\nRUNTIME=0.1\nPENDING=1\nproperty[b][2]=y\nproperty[b][0]=x\nproperty[a][0]=\nDESCRIPTION=ok\nEOF\n",
        );
        let expected = r#"{"CODE":"200","DESCRIPTION":"ok","PROPERTY":{"B":["x","","y"],"A":[""]},"RUNTIME":"0.1","PENDING":"1"}"#;
        assert_eq!(direct, expected);
    }

    #[test]
    fn it_agrees_with_the_copied_form() {
        for reply in [
            "CODE=545\nDESCRIPTION=gone\nEOF\n",
            "CODE=200\nDESCRIPTION=\nQUEUETIME=0\nPENDING=0\nPROPERTY[X][0]=1\nEOF\n",
        ] {
            let (direct, copied) = both(reply);
            assert_eq!(direct, copied);
        }
    }
}
