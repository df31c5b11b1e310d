//! Which number has an id? Millions of look-ups in a table of places, the ids themselves in one text.

use xxhash_rust::xxh3::xxh3_64;

/// Ids by number, in order of their first use.
#[derive(Default)]
pub(super) struct Ids {
    text: String,
    /// Where each id ends.
    ends: Vec<usize>,
    /// For each hash, ignoring its high bits, the number plus 1 of an id; 0 if there is none. What belongs to a place that is
    /// taken stands at the next free one. A power of two, at most half of it taken.
    slots: Vec<u32>,
}

impl Ids {
    /// The number of an id; a new one, if it was never asked for.
    pub(super) fn number(&mut self, id: &str) -> u32 {
        if 2 * (self.ends.len() + 1) > self.slots.len() {
            self.grow();
        }
        let slot = self.slot(id);
        if self.slots[slot] == 0 {
            self.text.push_str(id);
            self.ends.push(self.text.len());
            self.slots[slot] = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        }
        self.slots[slot] - 1
    }

    /// Where an id stands, or would.
    fn slot(&self, id: &str) -> usize {
        let mask = self.slots.len() - 1;
        #[expect(clippy::cast_possible_truncation, reason = "the low bits are wanted")]
        let mut slot = xxh3_64(id.as_bytes()) as usize & mask;
        while self.slots[slot] != 0 && self.name(self.slots[slot] as usize - 1) != id {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn name(&self, number: usize) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[number]]
    }

    fn grow(&mut self) {
        self.slots = vec![0; (4 * self.ends.len()).next_power_of_two().max(1 << 10)];
        for number in 0..self.ends.len() {
            let slot = self.slot(self.name(number));
            self.slots[slot] = u32::try_from(number + 1).unwrap_or(u32::MAX);
        }
    }

    /// The ids in order of their numbers.
    pub(super) fn into_names(self) -> Vec<String> {
        (0..self.ends.len()).map(|number| self.name(number).to_owned()).collect()
    }
}
