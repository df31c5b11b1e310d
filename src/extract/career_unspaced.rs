//! Which posts somebody is told to hold behind the name, in scripts without spaces: `NAME现任BODY POST`, `BODY的NAME`; and which body
//! a pronoun before a post means.

use super::{
    posts::{Entry, Holding},
    posts_unspaced::Parser,
    reading::Reading,
};
use crate::{
    knowledge::Level,
    model::{Kind, LocalIdx, TokenKind, TokenRange, WordClass},
};

/// A post and its body end within so many tokens behind the verb.
const REACH: usize = 40;

/// Appends what the clauses behind each person's name tell.
pub(super) fn read(reading: &Reading<'_>, sentence: &TokenRange, entries: &[Entry], holdings: &mut Vec<Holding>) {
    for (idx, entry) in entries.iter().enumerate() {
        let end = entries.get(idx + 1).map_or(sentence.end, |next| next.whole.start);
        for verb in verbs(reading, entry.whole.end..end) {
            held(reading, entry, &verb, end, holdings);
        }
        from_body(reading, sentence, entry, holdings);
    }
}

/// Verbs of holding a post, now or once, outside names.
fn verbs(reading: &Reading<'_>, tokens: TokenRange) -> Vec<TokenRange> {
    let free = |hit: &&crate::model::Hit| reading.document.name_at(hit.tokens.start).is_none() && hit.tokens.len() > 1;
    let classes = [WordClass::AsPost, WordClass::Former].into_iter();
    let mut verbs: Vec<TokenRange> = classes
        .flat_map(|class| reading.document.hits_in(tokens.clone(), class).filter(free))
        .map(|hit| hit.tokens.clone())
        .collect();
    verbs.sort_by_key(|verb| (verb.start, std::cmp::Reverse(verb.end)));
    verbs.dedup_by_key(|verb| verb.start);
    verbs
}

/// The posts between a verb and the end of its clause, each with its body.
fn held(reading: &Reading<'_>, entry: &Entry, verb: &TokenRange, end: usize, holdings: &mut Vec<Holding>) {
    let stops = |at: usize| matches!(reading.folded(at), "," | "，" | ";" | "；" | "。" | ":" | "：");
    let limit = end.min(verb.end + REACH);
    let close = (verb.end..limit).find(|&at| stops(at)).unwrap_or(limit);
    let ends = |at: usize| {
        at >= close || reading.document.tokens[at].kind == TokenKind::Punctuation || reading.is(at, WordClass::NotName)
    };
    let posts = reading.document.hits_in(verb.end..close, WordClass::Post);
    let Some(post) = posts.filter(|hit| ends(hit.tokens.end)).map(|hit| hit.tokens.end).max() else { return };
    let parser = Parser { reading, person: entry.person, floor: verb.end };
    let former = reading.document.hit_at(verb.start, WordClass::Former).is_some_and(|hit| hit.tokens == *verb);
    for title in parser.titles(post) {
        let known = |body| holdings.iter().any(|other: &Holding| other.person == entry.person && other.body == body);
        let new: Vec<_> = title.bodies.iter().copied().filter(|&body| !known(body)).collect();
        holdings.extend(new.into_iter().map(|body| Holding {
            person: entry.person,
            post: title.post.clone(),
            former: former || title.former,
            body,
            trigger: entry.name.start..post,
            rule: "told-post",
            confidence: 0.85,
        }));
    }
}

/// `BODY的NAME`: somebody from a body, without a post.
fn from_body(reading: &Reading<'_>, sentence: &TokenRange, entry: &Entry, holdings: &mut Vec<Holding>) {
    let of = entry.whole.start.checked_sub(1).filter(|&at| at > sentence.start && entry.whole.start == entry.name.start);
    let linked = of.filter(|&at| reading.folded(at) == reading.pack.of_word);
    let body = linked.and_then(|at| reading.name_before(at)).filter(|(name, _)| name.kind == Kind::Organization);
    let Some((name, body)) = body.filter(|(name, _)| name.tokens.start >= sentence.start) else { return };
    if !holdings.iter().any(|other| other.person == entry.person) {
        let post = entry.name.start..entry.name.start;
        let trigger = name.tokens.start..entry.name.end;
        holdings.push(Holding { person: entry.person, post, former: false, body, trigger, rule: "from-body", confidence: 0.7 });
    }
}

impl Parser<'_> {
    /// `该会会长`, `该国驻沪总领事`: the body or country named last whose sort the sign behind the pronoun tells.
    pub(super) fn body_pointed_at(&self, at: usize, end: usize) -> Option<(LocalIdx, usize)> {
        let pronoun =
            at.checked_sub(1).filter(|&from| from >= self.floor && at < end && self.is(from, WordClass::Demonstrative))?;
        let gazetteer = &self.reading.knowledge.gazetteer;
        let sign = self.reading.document.text(&(at..at + 1));
        let home = self.reading.pack.home_country.as_deref().and_then(|key| gazetteer.by_key(key));
        let of_state = home.is_some_and(|home| gazetteer.place(home).names().any(|name| name.ends_with(sign)));
        let fits = |idx: LocalIdx| match self.reading.kind(idx) {
            Kind::Organization => self.reading.entity(idx).names.iter().any(|name| name.ends_with(sign)),
            Kind::Place => of_state && self.reading.level(idx) == Some(Level::Country),
            _ => false,
        };
        // `塔吉克斯坦农业部`: the country stands in the name of a body.
        let within = |idx: LocalIdx| self.place_of(idx).or_else(|| self.starts_with_country(idx).then_some(idx));
        let named = self.reading.names_in(0..pronoun).map(|(_, idx)| idx);
        let meant = named.map(|idx| if of_state { within(idx).unwrap_or(idx) } else { idx });
        let last = meant.filter(|&idx| fits(idx) || of_state && self.starts_with_country(idx)).last();
        last.filter(|&idx| fits(idx)).map(|body| (body, pronoun))
    }

    /// Whether the name of a body starts with a country.
    fn starts_with_country(&self, body: LocalIdx) -> bool {
        let gazetteer = &self.reading.knowledge.gazetteer;
        let entity = self.reading.entity(body);
        let places = entity.names.first().and_then(|name| gazetteer.longest_prefix(name));
        let first = places.and_then(|(_, places)| places.first().copied()).filter(|_| entity.kind == Kind::Organization);
        first.is_some_and(|idx| gazetteer.level(idx) == Level::Country)
    }
}
