//! How are many short lists of numbers kept compactly? One array of items, one of offsets (compressed sparse rows).

/// Rows of numbers below `2^32`, each row sorted and without doubles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rows {
    /// Row `i` is `items[offsets[i]..offsets[i + 1]]`; one longer than there are rows.
    offsets: Vec<usize>,
    items: Vec<u32>,
}

impl Rows {
    /// The rows whose (row, item) pairs are given, sorted; doubles are dropped.
    pub(crate) fn from_sorted_pairs(n_rows: usize, pairs: impl IntoIterator<Item = (u32, u32)>) -> Self {
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

    /// No rows yet, with room for so many rows and items.
    pub(crate) fn with_capacity(n_rows: usize, n_items: usize) -> Self {
        let mut offsets = Vec::with_capacity(n_rows + 1);
        offsets.push(0);
        Self { offsets, items: Vec::with_capacity(n_items) }
    }

    /// The rows whose items stand one after the other; row `i` ends where row `i + 1` starts.
    pub(crate) fn from_parts(offsets: Vec<usize>, items: Vec<u32>) -> Self {
        Self { offsets, items }
    }

    /// Offsets and items.
    pub(crate) fn into_parts(self) -> (Vec<usize>, Vec<u32>) {
        (self.offsets, self.items)
    }

    /// Adds a row at the end.
    pub(crate) fn push(&mut self, row: impl IntoIterator<Item = u32>) {
        if self.offsets.is_empty() {
            self.offsets.push(0);
        }
        self.items.extend(row);
        self.offsets.push(self.items.len());
    }

    /// Adds a row at the end.
    pub(crate) fn push_row(&mut self, row: &[u32]) {
        if self.offsets.is_empty() {
            self.offsets.push(0);
        }
        self.items.extend_from_slice(row);
        self.offsets.push(self.items.len());
    }

    /// Row `i`.
    pub(crate) fn row(&self, i: usize) -> &[u32] {
        &self.items[self.range(i)]
    }

    /// Where row `i` stands among all items.
    pub(crate) fn range(&self, i: usize) -> std::ops::Range<usize> {
        self.offsets[i]..self.offsets[i + 1]
    }

    /// Number of rows.
    pub(crate) fn n_rows(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    /// Number of items in all rows.
    pub(crate) fn n_items(&self) -> usize {
        self.items.len()
    }

    /// All rows in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &[u32]> {
        self.offsets.windows(2).map(|ends| &self.items[ends[0]..ends[1]])
    }

    /// The rows from `first` on.
    pub(crate) fn range_of_rows(&self, first: usize) -> impl Iterator<Item = &[u32]> {
        self.offsets.get(first..).unwrap_or_default().windows(2).map(|ends| &self.items[ends[0]..ends[1]])
    }

    /// Rows and items exchanged: row `j` lists the rows that held item `j`. Every item must be below `n_items`.
    pub(crate) fn transposed(&self, n_items: usize) -> Self {
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
