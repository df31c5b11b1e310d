//! Two articles with one id: is it one article read twice, or are they two?

use std::collections::BTreeSet;

use crate::{diag::Note, model::Article};

/// Makes the ids of a run unique and tells what it took.
///
/// Same id and same text: read once, the one whose source sorts first. Same id and another text: both are kept, the later ones
/// under `ID~2`, `ID~3` … in order of their sources. The result, sorted by id, does not depend on the order of `articles`.
#[must_use]
pub fn settle_clashes(mut articles: Vec<Article>) -> (Vec<Article>, Vec<Note>) {
    articles.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
    let mut taken: BTreeSet<String> = articles.iter().map(|article| article.id.clone()).collect();
    let (mut settled, mut notes) = (Vec::<Article>::with_capacity(articles.len()), Vec::new());
    let mut group = 0;
    let mut id = String::new();
    for mut article in articles {
        if settled.len() == group || article.id != id {
            group = settled.len();
            id.clone_from(&article.id);
        } else if let Some(twin) = settled[group..].iter().find(|other| other.text == article.text) {
            let message = format!("has the same id «{id}» and the same text as {}; read once", twin.source);
            notes.push(Note::warning(article.source, None, message));
            continue;
        } else {
            article.id = free_id(&id, &mut taken);
            let (first, new) = (&settled[group].source, &article.id);
            let message = format!("has the same id «{id}» as {first} but another text; kept as «{new}»");
            notes.push(Note::warning(&article.source, None, message));
        }
        settled.push(article);
    }
    settled.sort_by(|a, b| a.id.cmp(&b.id));
    (settled, notes)
}

/// Id first, then source with its line as a number, then whatever else can differ.
fn sort_key(article: &Article) -> (&str, &str, usize, &str, &str) {
    let (path, line) = match article.source.rsplit_once(':') {
        Some((path, line)) if line.bytes().all(|b| b.is_ascii_digit()) => (path, line.parse().unwrap_or(usize::MAX)),
        _ => (article.source.as_str(), 0),
    };
    (&article.id, path, line, &article.text, &article.hash)
}

fn free_id(id: &str, taken: &mut BTreeSet<String>) -> String {
    let mut number = 2_usize;
    loop {
        let candidate = format!("{id}~{number}");
        if taken.insert(candidate.clone()) {
            return candidate;
        }
        number += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(id: &str, source: &str, text: &str) -> Article {
        Article { id: id.into(), source: source.into(), text: text.into(), ..Article::default() }
    }

    fn ids(articles: &[Article]) -> Vec<(&str, &str)> {
        articles.iter().map(|article| (article.id.as_str(), article.source.as_str())).collect()
    }

    #[test]
    fn the_result_does_not_depend_on_the_order_of_reading() {
        let articles = vec![
            article("x", "b/x.txt", "other"),
            article("x", "a/x.txt", "text"),
            article("x", "c/x.txt", "text"),
            article("x~2", "d/x~2.txt", "third"),
            article("y", "y.txt", "text"),
        ];
        let expected = settle_clashes(articles.clone());
        let kept = [("x", "a/x.txt"), ("x~2", "d/x~2.txt"), ("x~3", "b/x.txt"), ("y", "y.txt")];
        assert_eq!(ids(&expected.0), kept);
        let told: Vec<_> = expected.1.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "b/x.txt: has the same id «x» as a/x.txt but another text; kept as «x~3»",
                "c/x.txt: has the same id «x» and the same text as a/x.txt; read once",
            ]
        );
        for turn in 1..articles.len() {
            let mut turned = articles.clone();
            turned.rotate_left(turn);
            assert_eq!(settle_clashes(turned.clone()), expected);
            turned.reverse();
            assert_eq!(settle_clashes(turned), expected);
        }
    }

    #[test]
    fn lines_count_as_numbers() {
        let articles = vec![article("x", "f.jsonl:10", "ten"), article("x", "f.jsonl:9", "nine")];
        assert_eq!(ids(&settle_clashes(articles).0), [("x", "f.jsonl:9"), ("x~2", "f.jsonl:10")]);
    }

    #[test]
    fn a_twin_of_the_second_is_found_too() {
        let articles = vec![article("x", "1", "one"), article("x", "2", "two"), article("x", "3", "two")];
        let (settled, notes) = settle_clashes(articles);
        assert_eq!(ids(&settled), [("x", "1"), ("x~2", "2")]);
        assert_eq!(notes[1].to_string(), "3: has the same id «x» and the same text as 2; read once");
    }
}
