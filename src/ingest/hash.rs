//! When are two readings of an article the same? When text and metadata hash to the same value.

use xxhash_rust::xxh3::Xxh3;

use crate::model::Article;

/// XXH3-128 of text and metadata, 32 hexadecimal digits.
///
/// Id and source are left out: a file that moves is not edited. Each part is preceded by its length and by whether it is
/// there at all, so that no two different articles run together.
#[must_use]
pub fn content_hash(article: &Article) -> String {
    let published = article.published.map(|date| date.to_string());
    let parts = [&article.url, &article.outlet, &article.title, &published, &article.language];
    let mut hasher = Xxh3::new();
    for part in parts.into_iter().map(Option::as_deref).chain([Some(article.text.as_str())]) {
        hasher.update(&[u8::from(part.is_some())]);
        let bytes = part.unwrap_or_default().as_bytes();
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    }
    format!("{:032x}", hasher.digest128())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_metadata_count_and_the_place_does_not() {
        let article = Article { id: "a".into(), title: Some("T".into()), text: "Body".into(), ..Article::default() };
        let moved = Article { id: "b".into(), source: "elsewhere.txt".into(), ..article.clone() };
        assert_eq!(content_hash(&article), content_hash(&moved));
        assert_eq!(content_hash(&article).len(), 32);
        let edited = Article { text: "Body.".into(), ..article.clone() };
        let retitled = Article { title: None, outlet: Some("T".into()), ..article.clone() };
        assert_ne!(content_hash(&article), content_hash(&edited));
        assert_ne!(content_hash(&article), content_hash(&retitled));
    }
}
