//! Which posts somebody is told to hold behind the name, in scripts without spaces: `NAME现任BODY POST`, `BODY的NAME`.

use super::{
    posts::{Entry, Holding},
    posts_unspaced::Parser,
    reading::Reading,
};
use crate::model::{Kind, TokenKind, TokenRange, WordClass};

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
