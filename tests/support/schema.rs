//! Holds a JSON value against a JSON Schema, with the part of draft 7 that this program's schemas use. A keyword that
//! it does not know is a fault of its own, so that nothing goes unchecked; regular expressions are left to the
//! independent validators of tests/checks/schemas.sh.

use serde_json::{Map, Value};

/// What is looked at.
pub struct Check<'a> {
    /// The whole schema, in which `$ref` is looked up.
    pub root: &'a Value,
    /// Whether a property that the schema does not name is a fault even where the schema would let it be.
    pub closed: bool,
}

const SAID_ELSEWHERE: &[&str] =
    &["$schema", "title", "description", "examples", "definitions", "pattern", "format", "default"];

impl Check<'_> {
    /// Everything that is wrong with `value`.
    pub fn faults(&self, value: &Value) -> Vec<String> {
        let mut faults = Vec::new();
        self.check(self.root, value, "", &mut faults);
        faults
    }

    fn fits(&self, schema: &Value, value: &Value) -> bool {
        let mut faults = Vec::new();
        self.check(schema, value, "", &mut faults);
        faults.is_empty()
    }

    fn check(&self, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
        let Some(schema) = schema.as_object() else {
            if schema == &Value::Bool(false) {
                faults.push(format!("{at}: not allowed"));
            }
            return;
        };
        for (keyword, wanted) in schema {
            if !self.keyword(schema, keyword, wanted, value, at, faults) {
                faults.push(format!("{at}: is not {keyword} {wanted}: {value}"));
            }
        }
    }

    fn keyword(
        &self,
        schema: &Map<String, Value>,
        keyword: &str,
        wanted: &Value,
        value: &Value,
        at: &str,
        faults: &mut Vec<String>,
    ) -> bool {
        let list = |wanted: &Value| wanted.as_array().cloned().unwrap_or_default();
        let number = value.as_f64();
        match keyword {
            "$ref" => {
                let pointer = wanted.as_str().and_then(|text| text.strip_prefix('#')).expect("a local $ref");
                let target = self.root.pointer(pointer).expect("the $ref leads somewhere");
                self.check(target, value, at, faults);
                true
            }
            "type" => match wanted {
                Value::Array(types) => types.iter().any(|one| is(one, value)),
                one => is(one, value),
            },
            "enum" => list(wanted).contains(value),
            "const" => wanted == value,
            "anyOf" => list(wanted).iter().any(|choice| self.fits(choice, value)),
            "allOf" => {
                for part in &list(wanted) {
                    self.check(part, value, at, faults);
                }
                true
            }
            "if" => {
                if self.fits(wanted, value)
                    && let Some(then) = schema.get("then")
                {
                    self.check(then, value, at, faults);
                }
                true
            }
            "then" => true,
            "minimum" => number.is_none_or(|number| number >= wanted.as_f64().expect("a number")),
            "maximum" => number.is_none_or(|number| number <= wanted.as_f64().expect("a number")),
            "maxLength" => {
                value.as_str().is_none_or(|text| text.chars().count() as u64 <= wanted.as_u64().unwrap_or(0))
            }
            "minItems" => {
                value.as_array().is_none_or(|items| items.len() as u64 >= wanted.as_u64().unwrap_or(0))
            }
            "uniqueItems" => value
                .as_array()
                .is_none_or(|items| items.iter().enumerate().all(|(n, one)| !items[..n].contains(one))),
            "items" => {
                for (n, item) in value.as_array().into_iter().flatten().enumerate() {
                    self.check(wanted, item, &format!("{at}/{n}"), faults);
                }
                true
            }
            "required" => {
                let has = |name: &Value| {
                    value.as_object().is_none_or(|o| o.contains_key(name.as_str().unwrap_or("")))
                };
                list(wanted).iter().all(has)
            }
            "properties" => {
                for (name, property) in wanted.as_object().into_iter().flatten() {
                    if let Some(value) = value.get(name) {
                        self.check(property, value, &format!("{at}/{name}"), faults);
                    }
                }
                !self.closed || schema.contains_key("additionalProperties") || all_named(wanted, value)
            }
            "additionalProperties" => {
                let named = schema.get("properties").and_then(Value::as_object);
                for (name, value) in value.as_object().into_iter().flatten() {
                    if !named.is_some_and(|named| named.contains_key(name)) {
                        self.check(wanted, value, &format!("{at}/{name}"), faults);
                    }
                }
                true
            }
            known => SAID_ELSEWHERE.contains(&known),
        }
    }
}

fn all_named(properties: &Value, value: &Value) -> bool {
    value.as_object().is_none_or(|object| object.keys().all(|name| properties.get(name).is_some()))
}

fn is(kind: &Value, value: &Value) -> bool {
    match kind.as_str().unwrap_or_default() {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("no type {other}"),
    }
}
