//! Nobody was at both events: which posts and bodies were, through different people?

use std::collections::{BTreeMap, BTreeSet};

use super::{
    answer::{Nearest, Nearness, Side},
    index::Index,
    names::contains,
};
use crate::{
    knowledge::{
        Role,
        questions::{Phrase, Words, phrase},
    },
    model::{EntityIdx, Kind, Statement},
};

/// No more near misses than this are told.
const MOST: usize = 12;
/// More events than this are not compared two by two: what all forums of the world have in common is no near miss.
const MOST_GROUPS: usize = 8;

/// The noun of a post's title.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Title {
    /// Name of the noun in the word lists, or the last word of the title.
    noun: String,
    /// A deputy, a vice.
    lesser: bool,
    /// The noun stands in the word lists.
    known: bool,
    /// The words of the title besides the noun and those that make it a lesser one ("party").
    rest: Phrase,
}

impl Title {
    /// The title is a noun of the word lists and nothing else.
    pub(crate) fn is_plain(&self) -> bool {
        self.known && self.rest.is_empty() && !self.lesser
    }

    /// Whether both have the same noun, and both or none is a lesser one.
    pub(crate) fn matches(&self, other: &Self) -> bool {
        self.noun == other.noun && self.lesser == other.lesser
    }

    /// Whether both are the same sort of post: a minister of finance is no minister of health, a secretary may be the party
    /// secretary. Words that name the bodies themselves tell nothing apart.
    pub(crate) fn is_like(&self, other: &Self, bodies: &[Phrase]) -> bool {
        let named = |word: &&String| bodies.iter().any(|body| body.contains(word));
        let mine: BTreeSet<_> = self.rest.iter().filter(|word| !named(word)).collect();
        let theirs: BTreeSet<_> = other.rest.iter().filter(|word| !named(word)).collect();
        self.matches(other) && (mine.is_empty() || theirs.is_empty() || !mine.is_disjoint(&theirs))
    }
}

/// The nouns of a title: "president and editor-in-chief" has two. None for a post no longer held.
pub(crate) fn titles(words: &[Words], post: &[String]) -> Vec<Title> {
    let any = |list: &dyn Fn(&Words) -> &Vec<Phrase>, at: &[String]| {
        words.iter().flat_map(|words| list(words).iter().filter(|phrase| at.starts_with(phrase)).map(Vec::len)).max()
    };
    let mut titles = Vec::new();
    let mut current: Phrase = Vec::new();
    let mut of: Phrase = Vec::new();
    let mut at = 0;
    while at < post.len() {
        let rest = &post[at..];
        if any(&|words| &words.posts.former, rest).is_some() {
            return Vec::new();
        }
        if any(&|words| &words.posts.of, rest).is_some() && !current.is_empty() {
            of = rest.to_vec();
            break;
        }
        if let Some(used) = any(&|words| &words.and, rest) {
            titles.extend(title(words, &current, &[]));
            current.clear();
            at += used;
        } else {
            current.push(post[at].clone());
            at += 1;
        }
    }
    titles.extend(title(words, &current, &of));
    titles
}

/// The title that stands before the body or field that it is `of`.
fn title(words: &[Words], post: &[String], of: &[String]) -> Option<Title> {
    let heads = words.iter().flat_map(|words| &words.posts.heads);
    let forms = heads.flat_map(|(name, forms)| forms.iter().map(move |form| (form, name)));
    let known = forms.filter(|(form, _)| contains(post, form)).max_by_key(|(form, name)| (form.len(), *name));
    let lists = |list: fn(&Words) -> &Vec<Phrase>| words.iter().flat_map(list).filter(|phrase| contains(post, phrase));
    let lesser: Phrase = lists(|words| &words.posts.lesser).flatten().cloned().collect();
    let small: Phrase = words.iter().flat_map(|words| words.posts.of.iter().chain(&words.articles)).flatten().cloned().collect();
    let noun = known.map_or_else(|| post.last().cloned(), |(_, name)| Some(name.clone()))?;
    let head = known.map_or_else(|| vec![noun.clone()], |(form, _)| form.clone());
    let rest = post.iter().chain(of).filter(|word| !head.contains(word) && !lesser.contains(word) && !small.contains(word));
    Some(Title { noun, lesser: !lesser.is_empty(), known: known.is_some(), rest: rest.cloned().collect() })
}

/// What each two of the groups of events have in common, nearest first.
pub(crate) fn between_all(index: &Index, groups: &[BTreeSet<EntityIdx>], language: &str) -> Vec<Nearest> {
    let mut found = Vec::new();
    if groups.len() > MOST_GROUPS {
        return found;
    }
    for (position, first) in groups.iter().enumerate() {
        for second in &groups[position + 1..] {
            found.extend(between(index, first, second, language));
        }
    }
    found.sort_by(|a, b| (a.nearness, &a.shared, &a.sides).cmp(&(b.nearness, &b.shared, &b.sides)));
    found.dedup();
    found.truncate(MOST);
    found
}

/// A person at an event with a post, or a body at it by itself.
struct Presence<'a> {
    event: EntityIdx,
    person: Option<EntityIdx>,
    /// As written.
    post: Option<String>,
    role: String,
    body: EntityIdx,
    statements: Vec<&'a Statement>,
}

/// What both sides share, in words, and who holds it on either side; nobody in particular if it is a body.
type Shared = (String, Option<EntityIdx>, Option<EntityIdx>);

/// What two groups of events have in common, nearest first. A person at both is no near miss and left out.
pub(crate) fn between(index: &Index, first: &BTreeSet<EntityIdx>, second: &BTreeSet<EntityIdx>, language: &str) -> Vec<Nearest> {
    let (here, there) = (presences(index, first, language), presences(index, second, language));
    let mut best: BTreeMap<Shared, (Nearness, &Presence, &Presence)> = BTreeMap::new();
    for a in &here {
        for b in &there {
            if a.person.is_some() && a.person == b.person {
                continue;
            }
            let Some((nearness, shared)) = nearness(index, a, b) else { continue };
            // A body is told once, however many of its people were there.
            let people = if nearness == Nearness::SameBody { (None, None) } else { (a.person, b.person) };
            let entry = best.entry((shared, people.0, people.1)).or_insert((nearness, a, b));
            if nearness < entry.0 {
                *entry = (nearness, a, b);
            }
        }
    }
    let bodies_with_posts: BTreeSet<EntityIdx> =
        best.values().filter(|(n, ..)| *n != Nearness::SameBody).flat_map(|(_, a, b)| [a.body, b.body]).collect();
    let told = |nearness: Nearness, body: EntityIdx| nearness == Nearness::SameBody && bodies_with_posts.contains(&body);
    let mut found: Vec<_> = best
        .iter()
        .filter(|(_, (nearness, a, _))| !told(*nearness, a.body))
        .map(|((shared, ..), (nearness, a, b))| Nearest {
            nearness: *nearness,
            shared: shared.clone(),
            sides: [side(index, a, language), side(index, b, language)],
        })
        .collect();
    found.sort_by(|a, b| (a.nearness, &a.shared, &a.sides).cmp(&(b.nearness, &b.shared, &b.sides)));
    found
}

fn presences<'a>(index: &Index<'a>, events: &BTreeSet<EntityIdx>, language: &str) -> Vec<Presence<'a>> {
    let mut found = Vec::new();
    for (person, present) in index.people(events) {
        for held in index.about_as(person, Role::Affiliation) {
            let (Some(body), Some(event)) = (held.object.entity(), present[0].object.entity()) else { continue };
            let posts: BTreeSet<_> = held.claims.iter().map(|claim| claim.post.clone()).collect();
            for post in posts {
                let statements = present.iter().copied().chain([held]).collect();
                let role = post.clone().unwrap_or_else(|| index.relation_label(&held.relation, language));
                found.push(Presence { event, person: Some(person), post, role, body, statements });
            }
        }
    }
    for &event in events {
        for role in [Role::Host, Role::Support, Role::Participation] {
            for statement in index.toward_as(event, role) {
                let role = index.relation_label(&statement.relation, language);
                found.push(Presence {
                    event,
                    person: None,
                    post: None,
                    role,
                    body: statement.subject,
                    statements: vec![statement],
                });
            }
        }
    }
    found
}

fn nearness(index: &Index, a: &Presence, b: &Presence) -> Option<(Nearness, String)> {
    let label = |entity: EntityIdx| index.dataset.entity(entity).label.clone();
    let same_body = a.body == b.body;
    if let (Some(first), Some(second)) = (&a.post, &b.post) {
        let words = &index.knowledge.questions.words;
        let (folded, other) = (phrase(first), phrase(second));
        let (titles_a, titles_b) = (titles(words, &folded), titles(words, &other));
        if same_body && folded == other && !titles_a.is_empty() {
            return Some((Nearness::SamePost, format!("{first}, {}", label(a.body))));
        }
        let bodies = [names(index, a.body), names(index, b.body)].concat();
        let alike = titles_a.iter().any(|title| titles_b.iter().any(|other| title.is_like(other, &bodies)));
        if alike && let Some(body) = if same_body { Some(a.body) } else { shared_place(index, a.body, b.body) } {
            let shorter = if folded.len() < other.len() { first } else { second };
            return Some((Nearness::SimilarPost, format!("{shorter}, {}", label(body))));
        }
    }
    (same_body && index.dataset.entity(a.body).kind == Kind::Organization).then(|| (Nearness::SameBody, label(a.body)))
}

/// The place that is one of the bodies and whose name stands in a name of the other.
fn shared_place(index: &Index, a: EntityIdx, b: EntityIdx) -> Option<EntityIdx> {
    let carries = |body: EntityIdx, place: EntityIdx| {
        let kinds = (index.dataset.entity(place).kind, index.dataset.entity(body).kind);
        let (places, bodies) = (names(index, place), names(index, body));
        kinds == (Kind::Place, Kind::Organization) && bodies.iter().any(|body| places.iter().any(|place| contains(body, place)))
    };
    if carries(b, a) { Some(a) } else { carries(a, b).then_some(b) }
}

/// The folded names of an entity.
fn names(index: &Index, entity: EntityIdx) -> Vec<Phrase> {
    index.names.folded(entity).cloned().collect()
}

fn side(index: &Index, presence: &Presence, language: &str) -> Side {
    // Of a post only the claims that name it so.
    let quotes = index.quotes(presence.statements.iter().copied(), language);
    let quotes = quotes.into_iter().filter(|quote| quote.post.is_none() || quote.post == presence.post).collect();
    Side {
        event: index.card(presence.event),
        person: presence.person.map(|person| index.card(person)),
        role: presence.role.clone(),
        body: index.card(presence.body),
        quotes,
    }
}
