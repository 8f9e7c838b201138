//! What the JSON Schemas of this program have in common: their draft, and values that several of them speak of.
//!
//! All are draft 7, the newest that editors' TOML support reads. Which keys and fields there are is said by `load`
//! (what authors write) and by `plan` (what clients read), not here.

use std::borrow::Cow;
use std::marker::PhantomData;

use schemars::generate::{Contract, SchemaSettings};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use crate::terms::Term;
use crate::time::{Instant, rfc3339};

/// The schema of what is read (a file that an author writes), with everything in its place: no `$ref`.
#[must_use]
pub fn of_input<T: JsonSchema>() -> Value {
    generate::<T>(Contract::Deserialize, true)
}

/// The schema of what is written (a document for clients).
#[must_use]
pub fn of_output<T: JsonSchema>() -> Value {
    generate::<T>(Contract::Serialize, false)
}

fn generate<T: JsonSchema>(contract: Contract, inline: bool) -> Value {
    let mut settings = SchemaSettings::draft07();
    settings.contract = contract;
    settings.inline_subschemas = inline;
    let mut schema = settings.into_generator().into_root_schema_for::<T>().to_value();
    without_number_formats(&mut schema);
    head_first(schema)
}

/// Takes out the names of Rust's number types, which are no formats of JSON Schema.
fn without_number_formats(schema: &mut Value) {
    match schema {
        Value::Array(list) => list.iter_mut().for_each(without_number_formats),
        Value::Object(object) => {
            let named = |format: &Value| {
                matches!(format.as_str(), Some("double" | "int32" | "int64" | "uint" | "uint32" | "uint64"))
            };
            if object.get("format").is_some_and(named) {
                object.shift_remove("format");
            }
            object.values_mut().for_each(without_number_formats);
        }
        _ => {}
    }
}

/// Puts first what tells a reader which schema this is.
fn head_first(schema: Value) -> Value {
    let Value::Object(mut rest) = schema else { return schema };
    let head = ["$schema", "title", "description"];
    let mut ordered = Map::new();
    for key in head {
        ordered.extend(rest.shift_remove(key).map(|value| (key.to_owned(), value)));
    }
    ordered.extend(rest);
    Value::Object(ordered)
}

/// The bytes of a schema's file.
#[must_use]
pub fn to_bytes(schema: &Value) -> Vec<u8> {
    // A value in memory always serialises.
    let mut bytes = serde_json::to_vec_pretty(schema).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// A word of a closed vocabulary: its schema lists exactly the words of [`Term::ALL`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Word<T>(pub T);

impl<T: Term> Serialize for Word<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.as_str())
    }
}

impl<T: Term> JsonSchema for Word<T> {
    fn schema_name() -> Cow<'static, str> {
        let path = std::any::type_name::<T>();
        Cow::Borrowed(path.rsplit("::").next().unwrap_or(path))
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let words: Vec<&str> = T::ALL.iter().map(|term| term.as_str()).collect();
        json_schema!({ "type": "string", "enum": words })
    }
}

/// A moment in UTC, to the second: `2026-11-20T09:52:00Z`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Debug)]
pub struct Time(String);

impl From<Instant> for Time {
    fn from(instant: Instant) -> Self {
        Self(rfc3339(instant))
    }
}

/// What the text of a [`Pattern`] must look like.
pub trait Shape {
    /// The name in the schema.
    const NAME: &'static str;
    /// The regular expression, in the part of the syntax that all implementations share.
    const REGEX: &'static str;
    /// The format of JSON Schema, when there is one for it.
    const FORMAT: Option<&'static str> = None;
}

/// A text of a certain shape; only ever described, never held.
pub struct Pattern<S>(PhantomData<S>);

impl<S: Shape> JsonSchema for Pattern<S> {
    fn schema_name() -> Cow<'static, str> {
        Cow::Borrowed(S::NAME)
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let mut schema = json_schema!({ "type": "string", "pattern": S::REGEX });
        if let Some(format) = S::FORMAT {
            schema.insert("format".to_owned(), format.into());
        }
        schema
    }
}

impl JsonSchema for Time {
    fn schema_name() -> Cow<'static, str> {
        Cow::Borrowed("Time")
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "format": "date-time",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"
        })
    }
}
