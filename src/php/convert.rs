//! PHP values in, PHP values out: one serde deserializer and one serializer, order kept both ways.

use ext_php_rs::convert::IntoZval;
use ext_php_rs::flags::DataType;
use ext_php_rs::types::{ArrayKey, ZendHashTable, Zval};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::exceptions::{self, Kind, Raised};
use crate::ispapi::Response;

mod de;
mod reply;
mod ser;

pub(super) use de::{Objects, pairs};

/// A PHP array on its way out; its type is what reflection shows.
pub struct Array(Zval);

impl Array {
    /// The array that `value`, a map or a list, becomes.
    pub(super) fn of<T: Serialize + ?Sized>(
        value: &T,
    ) -> Result<Self, ext_php_rs::exception::PhpException> {
        value
            .serialize(ser::ToZval)
            .map(Self)
            .map_err(|error| exceptions::plain(Kind::Exception, &error.to_string()))
    }

    /// The array of a reply.
    pub(super) fn of_reply(
        response: &Response,
    ) -> Result<Self, ext_php_rs::exception::PhpException> {
        let table = reply::array(response)
            .map_err(|error| exceptions::plain(Kind::Exception, &error.to_string()))?;
        let mut array = Zval::new();
        array.set_hashtable(table);
        Ok(Self(array))
    }

    /// The array of these pairs, in their order.
    pub(super) fn keyed(
        pairs: impl ExactSizeIterator<Item = (Zval, Zval)>,
    ) -> Result<Self, ext_php_rs::exception::PhpException> {
        let mut table =
            ZendHashTable::with_capacity(u32::try_from(pairs.len()).unwrap_or(u32::MAX));
        for (key, value) in pairs {
            let key = match (key.long(), key.zend_str()) {
                (None, Some(text)) => ArrayKey::ZendString(text),
                (number, _) => ArrayKey::Long(number.unwrap_or_default()),
            };
            table
                .insert(key, value)
                .map_err(|error| exceptions::plain(Kind::Exception, &error.to_string()))?;
        }
        let mut array = Zval::new();
        array.set_hashtable(table);
        Ok(Self(array))
    }

    /// The array as an element of another.
    pub(super) fn into_element(self) -> Zval {
        self.0
    }
}

impl IntoZval for Array {
    const TYPE: DataType = DataType::Array;
    const NULLABLE: bool = false;

    fn set_zval(self, zval: &mut Zval, _persistent: bool) -> ext_php_rs::error::Result<()> {
        *zval = self.0;
        Ok(())
    }
}

/// Reads a PHP array.
///
/// # Errors
///
/// `Ispbridge\Exception\Exception` naming the key of a value that cannot be read.
pub(super) fn read<T: DeserializeOwned>(
    array: &ZendHashTable,
    objects: Objects,
) -> Result<T, ext_php_rs::exception::PhpException> {
    try_read(array, objects).map_err(Raised::thrown)
}

/// The same where one array that cannot be read must not stop the others.
pub(super) fn try_read<T: DeserializeOwned>(
    array: &ZendHashTable,
    objects: Objects,
) -> Result<T, Raised> {
    T::deserialize(de::FromTable::new(array, objects))
        .map_err(|error| Raised::plain(Kind::Exception, &error.to_string()))
}

/// A name in UTF-8.
pub(super) fn text(bytes: &[u8]) -> Result<&str, ext_php_rs::exception::PhpException> {
    std::str::from_utf8(bytes).map_err(|_| exceptions::plain(Kind::Idn, "the name is not UTF-8"))
}

/// Why a value could not be converted.
#[derive(Debug)]
struct ConvertError(String);

impl std::fmt::Display for ConvertError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ConvertError {}

impl serde::de::Error for ConvertError {
    fn custom<T: std::fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

impl serde::ser::Error for ConvertError {
    fn custom<T: std::fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}
