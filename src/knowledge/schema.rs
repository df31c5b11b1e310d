//! The relations: what may stand on either side, what each implies, which one plays which part in the program, and the
//! examples and counter-examples that are its tests.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, de::Error as _};

use super::sources::{Sources, parse};
use crate::{
    diag::{Error, ErrorKind, Result},
    model::{Kind, PartialDate},
};

/// The part that a relation plays in the program. The names of the relations themselves are data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// A person was at an event.
    Presence,
    /// A person said something at an event.
    Speech,
    /// A person presided over an event.
    Chair,
    /// Who gave the event.
    Host,
    /// Who backed the event.
    Support,
    /// An organization took part.
    Participation,
    /// Where the event takes place.
    Place,
    /// First day of the event.
    Start,
    /// Last day of the event.
    End,
    /// Motto of the event.
    Theme,
    /// Number of the edition.
    Edition,
    /// Number of people at the event.
    Attendance,
    /// The series that an event is an edition of.
    Series,
    /// An event that is part of another.
    Subevent,
    /// A person holds a post.
    Affiliation,
    /// An organization or place inside another.
    Part,
}

/// What may stand as the object of a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Range {
    /// An entity of this kind.
    Entity(Kind),
    /// A date.
    Date,
    /// Words.
    Text,
    /// A whole number.
    Integer,
}

/// One relation of the vocabulary.
#[derive(Clone, Debug)]
pub struct Relation {
    /// Local name in the vocabulary.
    pub name: String,
    /// The part it plays.
    pub role: Role,
    /// Kinds of subject.
    pub domain: Vec<Kind>,
    /// Kinds of object.
    pub range: Vec<Range>,
    /// There can be only one object at a time: two that differ contradict each other.
    pub single: bool,
    /// Names of the relations that hold too wherever this one holds.
    pub implies: Vec<String>,
    /// Its name in the facts export.
    pub facts_name: String,
    /// What it means, in English.
    pub comment: String,
    /// Label by language tag.
    pub label: BTreeMap<String, String>,
    /// Texts that state it.
    pub examples: Vec<Example>,
    /// Texts that look as if they did, and do not.
    pub counter_examples: Vec<Example>,
}

/// A tiny article with what it says, or does not say, of one relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// Tag of the language pack to read it with.
    pub language: String,
    /// One to four sentences.
    pub text: String,
    /// Day, month or year of publication.
    pub published: Option<PartialDate>,
    /// In an example each is there, in a counter-example none; never empty.
    pub facts: Vec<ExampleFact>,
}

/// One line of an example: `SUBJECT | OBJECT` or `SUBJECT | OBJECT | DETAIL`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleFact {
    /// A name of the subject.
    pub subject: ExampleTerm,
    /// A name of the object, or the value as text.
    pub object: ExampleTerm,
    /// Post, mode or stance, whichever it equals.
    pub detail: Option<String>,
}

/// What stands on one side of an example's fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExampleTerm {
    /// `*`: whatever.
    Any,
    /// `(unnamed)`: an event that the text never names.
    Unnamed,
    /// A name, or a value as text.
    Named(String),
}

/// All relations, sorted by name; each role is played by exactly one.
#[derive(Clone, Debug)]
pub struct Schema {
    relations: Vec<Relation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RelationFile {
    name: String,
    role: Role,
    domain: Vec<Kind>,
    range: Vec<String>,
    #[serde(default)]
    single: bool,
    #[serde(default)]
    implies: Vec<String>,
    facts_name: Option<String>,
    comment: String,
    label: BTreeMap<String, String>,
    #[serde(default)]
    example: Vec<ExampleEntry>,
    #[serde(default)]
    counter_example: Vec<CounterExampleEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExampleEntry {
    language: String,
    text: String,
    published: Option<PartialDate>,
    facts: Vec<ExampleFact>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CounterExampleEntry {
    language: String,
    text: String,
    published: Option<PartialDate>,
    not: Vec<ExampleFact>,
}

impl<'de> Deserialize<'de> for ExampleFact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let line = String::deserialize(deserializer)?;
        let parts: Vec<&str> = line.split('|').map(str::trim).collect();
        match parts[..] {
            [subject, object, ref detail @ ..] if detail.len() < 2 && parts.iter().all(|part| !part.is_empty()) => {
                let detail = detail.first().map(|&detail| detail.to_owned());
                Ok(Self { subject: example_term(subject), object: example_term(object), detail })
            }
            _ => Err(D::Error::custom(format!("«{line}» is no fact (expected SUBJECT | OBJECT or SUBJECT | OBJECT | DETAIL)"))),
        }
    }
}

fn example_term(text: &str) -> ExampleTerm {
    match text {
        "*" => ExampleTerm::Any,
        "(unnamed)" => ExampleTerm::Unnamed,
        name => ExampleTerm::Named(name.to_owned()),
    }
}

impl Relation {
    /// Whether its objects are entities, not values.
    #[must_use]
    pub fn takes_entities(&self) -> bool {
        self.range.iter().any(|range| matches!(range, Range::Entity(_)))
    }
}

impl Schema {
    /// Loads `relations/*.toml`.
    ///
    /// # Errors
    /// A malformed file; a role played twice or not at all; an implied relation that does not exist.
    pub fn load(sources: &Sources) -> Result<Self> {
        let mut relations = Vec::new();
        for (path, text) in sources.folder("relations", ".toml") {
            relations.push(relation(path, parse(path, text)?)?);
        }
        relations.sort_by(|a: &Relation, b| a.name.cmp(&b.name));
        let schema = Self { relations };
        schema.check()?;
        Ok(schema)
    }

    fn check(&self) -> Result<()> {
        let bad = |message: String| Err(Error::new(ErrorKind::BadInput, format!("knowledge folder relations: {message}")));
        for role in ROLES {
            let players: Vec<_> = self.relations.iter().filter(|r| r.role == role).map(|r| r.name.as_str()).collect();
            if players.len() != 1 {
                return bad(format!("role {role:?} must be played by one relation, found {players:?}"));
            }
        }
        for relation in &self.relations {
            if let Some(missing) = relation.implies.iter().find(|name| self.get(name).is_none()) {
                return bad(format!("{} implies {missing}, which does not exist", relation.name));
            }
        }
        Ok(())
    }

    /// All relations, sorted by name.
    #[must_use]
    pub fn relations(&self) -> &[Relation] {
        &self.relations
    }

    /// The relation with this local name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Relation> {
        self.relations.iter().find(|relation| relation.name == name)
    }

    /// The relation that plays this part.
    ///
    /// Loading guarantees that there is one; were it otherwise, the first relation is returned.
    #[must_use]
    pub fn role(&self, role: Role) -> &Relation {
        self.relations.iter().find(|relation| relation.role == role).unwrap_or(&self.relations[0])
    }

    /// Local name of the relation that plays this part.
    #[must_use]
    pub fn name(&self, role: Role) -> &str {
        &self.role(role).name
    }

    /// The part that the relation of this name plays.
    #[must_use]
    pub fn role_of(&self, name: &str) -> Option<Role> {
        self.get(name).map(|relation| relation.role)
    }

    /// Whether the relation of this name means that its subject was there: presence itself and all that implies it.
    #[must_use]
    pub fn is_presence(&self, name: &str) -> bool {
        let presence = self.name(Role::Presence);
        name == presence || self.get(name).is_some_and(|relation| relation.implies.iter().any(|n| n == presence))
    }
}

const ROLES: [Role; 16] = [
    Role::Presence,
    Role::Speech,
    Role::Chair,
    Role::Host,
    Role::Support,
    Role::Participation,
    Role::Place,
    Role::Start,
    Role::End,
    Role::Theme,
    Role::Edition,
    Role::Attendance,
    Role::Series,
    Role::Subevent,
    Role::Affiliation,
    Role::Part,
];

fn relation(path: &str, file: RelationFile) -> Result<Relation> {
    let range = file.range.iter().map(|name| range(path, name)).collect::<Result<_>>()?;
    let examples = file.example.into_iter().map(|e| example(path, e.language, e.text, e.published, e.facts));
    let counter_examples = file.counter_example.into_iter().map(|e| example(path, e.language, e.text, e.published, e.not));
    Ok(Relation {
        facts_name: file.facts_name.unwrap_or_else(|| file.name.clone()),
        name: file.name,
        role: file.role,
        domain: file.domain,
        range,
        single: file.single,
        implies: file.implies,
        comment: file.comment,
        label: file.label,
        examples: examples.collect::<Result<_>>()?,
        counter_examples: counter_examples.collect::<Result<_>>()?,
    })
}

fn example(
    path: &str,
    language: String,
    text: String,
    published: Option<PartialDate>,
    facts: Vec<ExampleFact>,
) -> Result<Example> {
    if facts.is_empty() {
        let message = format!("knowledge file {path}: the example «{text}» states no fact");
        return Err(Error::new(ErrorKind::BadInput, message));
    }
    Ok(Example { language, text, published, facts })
}

fn range(path: &str, name: &str) -> Result<Range> {
    match name {
        "date" => Ok(Range::Date),
        "text" => Ok(Range::Text),
        "integer" => Ok(Range::Integer),
        _ => Kind::from_name(name).map(Range::Entity).ok_or_else(|| {
            let message = format!("knowledge file {path}: range «{name}» is no class and none of date, text, integer");
            Error::new(ErrorKind::BadInput, message)
        }),
    }
}
