//! How are many short lists of numbers kept compactly? One array of items, one of offsets (compressed sparse rows).

/// Rows of numbers below `2^32`, each row sorted and without doubles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rows {
    /// Row `i` is `items[offsets[i]..offsets[i + 1]]`; one longer than there are rows.
    offsets: Vec<usize>,
    items: Vec<u32>,
}

impl Rows {
    /// The rows whose (row, item) pairs are given, sorted; doubles are dropped.
    pub(super) fn from_sorted_pairs(n_rows: usize, pairs: impl IntoIterator<Item = (u32, u32)>) -> Self {
        let mut rows = Self { offsets: vec![0], items: Vec::new() };
        let mut last = None;
        for pair in pairs {
            if last == Some(pair) {
                continue;
            }
            last = Some(pair);
            while rows.offsets.len() <= pair.0 as usize {
                rows.offsets.push(rows.items.len());
            }
            rows.items.push(pair.1);
        }
        rows.offsets.resize(n_rows + 1, rows.items.len());
        rows
    }

    /// Adds a row at the end.
    pub(super) fn push(&mut self, row: impl IntoIterator<Item = u32>) {
        if self.offsets.is_empty() {
            self.offsets.push(0);
        }
        self.items.extend(row);
        self.offsets.push(self.items.len());
    }

    /// Row `i`.
    pub(super) fn row(&self, i: usize) -> &[u32] {
        &self.items[self.range(i)]
    }

    /// Where row `i` stands among all items.
    pub(super) fn range(&self, i: usize) -> std::ops::Range<usize> {
        self.offsets[i]..self.offsets[i + 1]
    }

    /// Number of items in all rows.
    pub(super) fn n_items(&self) -> usize {
        self.items.len()
    }

    /// All rows in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[u32]> {
        self.offsets.windows(2).map(|ends| &self.items[ends[0]..ends[1]])
    }

    /// Rows and items exchanged: row `j` lists the rows that held item `j`. Every item must be below `n_items`.
    pub(super) fn transposed(&self, n_items: usize) -> Self {
        let mut offsets = vec![0; n_items + 1];
        for &item in &self.items {
            offsets[item as usize + 1] += 1;
        }
        for i in 0..n_items {
            offsets[i + 1] += offsets[i];
        }
        let mut next = offsets.clone();
        let mut items = vec![0; self.items.len()];
        for (row, idx) in self.iter().zip(0..) {
            for &item in row {
                items[next[item as usize]] = idx;
                next[item as usize] += 1;
            }
        }
        Self { offsets, items }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_become_rows_and_rows_become_columns() {
        let rows = Rows::from_sorted_pairs(4, [(0, 1), (0, 2), (0, 2), (2, 0), (2, 2)]);
        let lists: Vec<&[u32]> = rows.iter().collect();
        assert_eq!(lists, [&[1, 2][..], &[], &[0, 2], &[]]);
        let columns: Vec<Vec<u32>> = rows.transposed(3).iter().map(<[u32]>::to_vec).collect();
        assert_eq!(columns, [vec![2], vec![0], vec![0, 2]]);
        assert_eq!(rows.transposed(3).transposed(4), rows);
        assert_eq!(Rows::from_sorted_pairs(0, []).iter().count(), 0);
    }
}
