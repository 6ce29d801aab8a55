//! Anything that serializes to PHP values.

use ext_php_rs::boxed::ZBox;
use ext_php_rs::types::{ArrayKey, ZendHashTable, ZendStr, Zval};
use serde::Serialize;
use serde::ser::{Impossible, SerializeMap, SerializeSeq, SerializeStruct, Serializer};

use super::ConvertError;

/// The serializer: each value becomes a [`Zval`].
pub(super) struct ToZval;

/// An array being filled.
pub(super) struct Filling {
    table: ZBox<ZendHashTable>,
    /// The key of the map's next value.
    key: Zval,
}

impl Filling {
    fn new(len: Option<usize>) -> Self {
        let len = u32::try_from(len.unwrap_or(0)).unwrap_or(0);
        Self {
            table: ZendHashTable::with_capacity(len),
            key: Zval::null(),
        }
    }

    fn insert<T: Serialize + ?Sized>(&mut self, key: &Zval, value: &T) -> Result<(), ConvertError> {
        let not_text = || refused("a key that is no text");
        let zval = value.serialize(ToZval)?;
        let text = key.str().ok_or_else(not_text)?;
        // ArrayKey turns "12" into 12, as PHP itself does.
        let key = match ArrayKey::from(text) {
            ArrayKey::Str(_) => ArrayKey::ZendString(key.zend_str().ok_or_else(not_text)?),
            number => number,
        };
        self.table.insert(key, zval).map_err(engine)
    }

    fn finish(self) -> Zval {
        let mut zval = Zval::new();
        zval.set_hashtable(self.table);
        zval
    }
}

impl Serializer for ToZval {
    type Ok = Zval;
    type Error = ConvertError;
    type SerializeSeq = Filling;
    type SerializeTuple = Impossible<Zval, ConvertError>;
    type SerializeTupleStruct = Impossible<Zval, ConvertError>;
    type SerializeTupleVariant = Impossible<Zval, ConvertError>;
    type SerializeMap = Filling;
    type SerializeStruct = Filling;
    type SerializeStructVariant = Impossible<Zval, ConvertError>;

    fn serialize_bool(self, value: bool) -> Result<Zval, ConvertError> {
        let mut zval = Zval::new();
        zval.set_bool(value);
        Ok(zval)
    }

    fn serialize_i64(self, value: i64) -> Result<Zval, ConvertError> {
        let mut zval = Zval::new();
        zval.set_long(value);
        Ok(zval)
    }

    fn serialize_str(self, value: &str) -> Result<Zval, ConvertError> {
        self.serialize_bytes(value.as_bytes())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<Zval, ConvertError> {
        let mut zval = Zval::new();
        zval.set_zend_string(ZendStr::new(value, false));
        Ok(zval)
    }

    fn serialize_unit(self) -> Result<Zval, ConvertError> {
        Ok(Zval::null())
    }

    fn serialize_none(self) -> Result<Zval, ConvertError> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Zval, ConvertError> {
        value.serialize(self)
    }

    fn serialize_seq(self, len: Option<usize>) -> Result<Filling, ConvertError> {
        Ok(Filling::new(len))
    }

    fn serialize_map(self, len: Option<usize>) -> Result<Filling, ConvertError> {
        Ok(Filling::new(len))
    }

    fn serialize_struct(self, _: &'static str, len: usize) -> Result<Filling, ConvertError> {
        Ok(Filling::new(Some(len)))
    }

    fn serialize_i8(self, value: i8) -> Result<Zval, ConvertError> {
        self.serialize_i64(value.into())
    }

    fn serialize_i16(self, value: i16) -> Result<Zval, ConvertError> {
        self.serialize_i64(value.into())
    }

    fn serialize_i32(self, value: i32) -> Result<Zval, ConvertError> {
        self.serialize_i64(value.into())
    }

    fn serialize_u8(self, value: u8) -> Result<Zval, ConvertError> {
        self.serialize_i64(value.into())
    }

    fn serialize_u16(self, value: u16) -> Result<Zval, ConvertError> {
        self.serialize_i64(value.into())
    }

    fn serialize_u32(self, value: u32) -> Result<Zval, ConvertError> {
        self.serialize_i64(value.into())
    }

    fn serialize_u64(self, value: u64) -> Result<Zval, ConvertError> {
        i64::try_from(value)
            .map_err(|_| refused("a number beyond PHP's"))?
            .serialize(self)
    }

    // Money is text and nothing else here is fractional.
    fn serialize_f32(self, _: f32) -> Result<Zval, ConvertError> {
        Err(refused("a float"))
    }

    fn serialize_f64(self, _: f64) -> Result<Zval, ConvertError> {
        Err(refused("a float"))
    }

    fn serialize_char(self, value: char) -> Result<Zval, ConvertError> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Zval, ConvertError> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Zval, ConvertError> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Zval, ConvertError> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<Zval, ConvertError> {
        Err(refused("an enum with data"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, ConvertError> {
        Err(refused("a tuple"))
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, ConvertError> {
        Err(refused("a tuple"))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, ConvertError> {
        Err(refused("an enum with data"))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, ConvertError> {
        Err(refused("an enum with data"))
    }
}

impl SerializeSeq for Filling {
    type Ok = Zval;
    type Error = ConvertError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), ConvertError> {
        let zval = value.serialize(ToZval)?;
        self.table.push(zval).map_err(engine)
    }

    fn end(self) -> Result<Zval, ConvertError> {
        Ok(self.finish())
    }
}

impl SerializeMap for Filling {
    type Ok = Zval;
    type Error = ConvertError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), ConvertError> {
        self.key = key.serialize(ToZval)?;
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), ConvertError> {
        let key = std::mem::take(&mut self.key);
        self.insert(&key, value)
    }

    fn end(self) -> Result<Zval, ConvertError> {
        Ok(self.finish())
    }
}

impl SerializeStruct for Filling {
    type Ok = Zval;
    type Error = ConvertError;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), ConvertError> {
        self.insert(&key.serialize(ToZval)?, value)
    }

    fn end(self) -> Result<Zval, ConvertError> {
        Ok(self.finish())
    }
}

fn engine(error: ext_php_rs::error::Error) -> ConvertError {
    ConvertError(error.to_string())
}

fn refused(what: &str) -> ConvertError {
    ConvertError(format!("{what} has no place in a PHP result"))
}
