//! Examples in schemas, made of the keys' own; and what TOML does not have taken out of them.

use serde_json::{Map, Value};

use crate::syntax::toml::Key;

/// The value in a key's example; `None` for the heading of a table.
pub(super) fn written(key: &Key) -> Option<Value> {
    let mut table: toml::Table = key.example.parse().ok()?;
    match table.remove(key.name)? {
        toml::Value::Table(inner) if inner.is_empty() => None,
        toml::Value::Array(list) if list.iter().all(toml::Value::is_table) => None,
        value => Some(json(value)),
    }
}

/// An example of a table, or of a list of tables, by the examples of its properties.
pub(super) fn of_parts(schema: &Map<String, Value>) -> Option<Value> {
    if let Some(items) = schema.get("items") {
        return of_parts(items.as_object()?).map(|one| Value::Array(vec![one]));
    }
    let properties = schema.get("properties")?.as_object()?;
    let example =
        |(name, property): (&String, &Value)| Some((name.clone(), property.pointer("/examples/0")?.clone()));
    Some(Value::Object(properties.iter().filter_map(example).collect()))
}

fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(flag) => flag.into(),
        toml::Value::Datetime(time) => time.to_string().into(),
        toml::Value::Array(list) => list.into_iter().map(json).collect(),
        toml::Value::Table(table) => table.into_iter().map(|(key, value)| (key, json(value))).collect(),
    }
}

/// TOML has no null: what may be left out is not null either.
pub(super) fn without_null(schema: &mut Value) {
    match schema {
        Value::Array(list) => list.iter_mut().for_each(without_null),
        Value::Object(object) => {
            if let Some(Value::Array(types)) = object.get_mut("type") {
                types.retain(|kind| kind != "null");
                if let [only] = types.as_slice() {
                    let only = only.clone();
                    object.insert("type".to_owned(), only);
                }
            }
            if let Some(Value::Array(words)) = object.get_mut("enum") {
                words.retain(|word| !word.is_null());
            }
            if let Some(Value::Array(choices)) = object.get_mut("anyOf") {
                choices.retain(|choice| choice.get("type") != Some(&Value::from("null")));
                if let [Value::Object(only)] = choices.as_mut_slice() {
                    let only = std::mem::take(only);
                    object.shift_remove("anyOf");
                    for (key, value) in only {
                        object.entry(key).or_insert(value);
                    }
                }
            }
            object.values_mut().for_each(without_null);
        }
        _ => {}
    }
}
