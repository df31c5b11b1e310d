//! How names become the readable part of IRIs and file names.

use deunicode::deunicode;
use xxhash_rust::xxh3::xxh3_64;

/// Default prefix of entity IRIs.
pub const DEFAULT_BASE: &str = "https://w3id.org/plenary/id/";

/// Namespace of the vocabulary, prefix `pl:`.
pub const VOCABULARY: &str = "https://w3id.org/plenary/ontology#";

/// Lower-case ASCII letters and digits joined by single hyphens, at most 80 bytes: safe in IRIs and file names.
///
/// Other scripts are romanised, which loses information: two names can share a slug, and the caller must tell them apart.
/// A name without a single letter or digit becomes a hash of itself.
///
/// ```
/// assert_eq!(plenary::model::iri::slug("Jean-Pierre Raffarin (FR)"), "jean-pierre-raffarin-fr");
/// ```
#[must_use]
pub fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in deunicode(name).replace(['\'', '’'], "").chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(80);
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { format!("x{:016x}", xxh3_64(name.as_bytes())) } else { slug.to_owned() }
}

/// IRI path of an article: `article/ID`, where an id that is not plain ASCII is made so and told apart by a hash.
#[must_use]
pub fn article_path(id: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    if !id.is_empty() && id.len() <= 100 && id.chars().all(plain) && !id.starts_with('.') {
        format!("article/{id}")
    } else {
        format!("article/{}-{:08x}", slug(id), xxh3_64(id.as_bytes()) & 0xffff_ffff)
    }
}
