//! How are words looked up fast? Tables with a hash for short keys (FNV-1a), which need no guard against hostile keys: what is in
//! them comes from the knowledge files, or is the few names of one article.

use std::{
    collections::{HashMap, HashSet},
    hash::{BuildHasherDefault, Hasher},
};

/// A table by word. Look-ups only: nothing may depend on its order.
pub type Table<K, V> = HashMap<K, V, BuildHasherDefault<Fnv>>;

/// A set of characters. Look-ups only: nothing may depend on its order.
pub(super) type Characters = HashSet<char, BuildHasherDefault<Fnv>>;

/// A set of words. Look-ups only: nothing may depend on its order.
pub type Words = HashSet<String, BuildHasherDefault<Fnv>>;

/// FNV-1a, 64 bits (Fowler, Noll, Vo), with its high bits mixed in.
#[derive(Clone, Copy, Debug)]
pub struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn add(&mut self, unit: u64) {
        self.0 = (self.0 ^ unit).wrapping_mul(0x0100_0000_01b3);
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.add(u64::from(byte));
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.add(u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        self.add(number);
    }

    fn finish(&self) -> u64 {
        // the table takes its cells from the low bits and its marks from the high ones
        let mixed = (self.0 ^ (self.0 >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ (mixed >> 29)
    }
}
