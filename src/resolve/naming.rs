//! The label and the IRI of each entity: the same for the same content, whatever the order of articles.

use std::collections::BTreeMap;

use xxhash_rust::xxh3::xxh3_64;

use crate::model::{Kind, iri};

/// A name with how often and where it is used.
#[derive(Clone, Debug, Default)]
pub(super) struct Usage {
    /// In how many articles it is the fullest name.
    pub(super) first: usize,
    /// In how many articles it is used.
    pub(super) articles: usize,
}

/// The name to show: the one that most articles put first, then the one that most use, then the longest, then by spelling.
pub(super) fn label(names: &BTreeMap<String, Usage>) -> String {
    let best = names.iter().max_by(|(a, x), (b, y)| {
        (x.first, x.articles, a.chars().count()).cmp(&(y.first, y.articles, b.chars().count())).then(b.cmp(a))
    });
    best.map(|(name, _)| name.clone()).unwrap_or_default()
}

/// Paths for entities given by kind and readable key; where two would share one, each but the first (by content) gets a hash.
pub(super) fn paths(keys: &[(Kind, String, String)]) -> Vec<String> {
    let mut taken: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (idx, (kind, key, _)) in keys.iter().enumerate() {
        taken.entry(format!("{}/{}", kind.segment(), iri::slug(key))).or_default().push(idx);
    }
    let mut paths = vec![String::new(); keys.len()];
    for (path, mut idxs) in taken {
        idxs.sort_by(|&a, &b| keys[a].2.cmp(&keys[b].2));
        for (position, idx) in idxs.into_iter().enumerate() {
            paths[idx] = if position == 0 {
                path.clone()
            } else {
                format!("{path}-{:08x}", xxh3_64(keys[idx].2.as_bytes()) & 0xffff_ffff)
            };
        }
    }
    paths
}
