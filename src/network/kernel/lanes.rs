//! How is one sum worked out for sixteen sources at once? Lines of numbers, and what a processor does with some lanes of them.

#![expect(clippy::inline_always, reason = "what is not inlined is not compiled for the wider registers")]
#![expect(clippy::needless_range_loop, reason = "the same lane of several lines: the form that becomes one instruction")]

/// Lines of a processor that make up one of ours.
const WORDS: usize = 2;
/// Sources side by side.
pub(super) const LANES: usize = 8 * WORDS;
/// One number for each source.
#[derive(Clone, Copy)]
#[repr(align(64))]
pub(super) struct Line(pub(super) [[f64; 8]; WORDS]);

pub(super) const ZERO: Line = Line([[0.0; 8]; WORDS]);

/// A set of lanes, a bit for each.
pub(super) type Lanes = u16;

/// What a processor can do with some lanes of a line.
pub(super) trait Wide: Copy {
    /// Adds these lanes of `from`.
    fn add(self, to: &mut Line, from: &Line, lanes: Lanes);

    /// Takes over these lanes of `from`.
    fn set(self, to: &mut Line, from: &Line, lanes: Lanes);
}

/// Any processor.
#[derive(Clone, Copy)]
pub(super) struct Plain;

impl Wide for Plain {
    #[inline(always)]
    fn add(self, to: &mut Line, from: &Line, lanes: Lanes) {
        for w in 0..WORDS {
            for i in 0..8 {
                to.0[w][i] += f64::from_bits(from.0[w][i].to_bits() & mask(lanes, 8 * w + i));
            }
        }
    }

    #[inline(always)]
    fn set(self, to: &mut Line, from: &Line, lanes: Lanes) {
        for w in 0..WORDS {
            for i in 0..8 {
                let mask = mask(lanes, 8 * w + i);
                to.0[w][i] = f64::from_bits(from.0[w][i].to_bits() & mask | to.0[w][i].to_bits() & !mask);
            }
        }
    }
}

/// All bits if the lane is among these.
#[inline(always)]
fn mask(lanes: Lanes, i: usize) -> u64 {
    0_u64.wrapping_sub(u64::from(lanes) >> i & 1)
}

#[cfg(target_arch = "x86_64")]
impl Wide for pulp::x86::V4 {
    #[inline(always)]
    fn add(self, to: &mut Line, from: &Line, lanes: Lanes) {
        for w in 0..WORDS {
            let old = pulp::cast(to.0[w]);
            to.0[w] = pulp::cast(self.avx512f._mm512_mask_add_pd(old, lanes.to_le_bytes()[w], old, pulp::cast(from.0[w])));
        }
    }

    #[inline(always)]
    fn set(self, to: &mut Line, from: &Line, lanes: Lanes) {
        for w in 0..WORDS {
            let old = pulp::cast(to.0[w]);
            to.0[w] = pulp::cast(self.avx512f._mm512_mask_mov_pd(old, lanes.to_le_bytes()[w], pulp::cast(from.0[w])));
        }
    }
}

#[inline(always)]
pub(super) fn each_two(to: &mut Line, from: &Line, mut each: impl FnMut(&mut f64, f64)) {
    for w in 0..WORDS {
        for i in 0..8 {
            each(&mut to.0[w][i], from.0[w][i]);
        }
    }
}

/// The line times a number, to be taken off.
#[inline(always)]
pub(super) fn less(line: &Line, times: u32) -> Line {
    Line(line.0.map(|word| word.map(|value| value * -f64::from(times))))
}

/// The lanes added up, in pairs.
#[inline(always)]
pub(super) fn total(line: &Line) -> f64 {
    let mut sums = [0.0; 8];
    for w in 0..WORDS {
        for i in 0..8 {
            sums[i] += line.0[w][i];
        }
    }
    for width in [4, 2, 1] {
        for i in 0..width {
            sums[i] += sums[i + width];
        }
    }
    sums[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(first: f64) -> Line {
        let mut line = ZERO;
        for (lane, value) in line.0.as_flattened_mut().iter_mut().enumerate() {
            *value = first + lane as f64;
        }
        line
    }

    #[test]
    fn only_the_lanes_that_are_named_change() {
        let lanes = 0b1000_0001_0010_0110;
        let (mut sum, mut new) = (line(100.0), line(100.0));
        Plain.add(&mut sum, &line(0.5), lanes);
        Plain.set(&mut new, &line(0.5), lanes);
        for lane in 0..LANES {
            let [old, from] = [100.0, 0.5].map(|first| first + lane as f64);
            let expected = if lanes >> lane & 1 == 1 { [old + from, from] } else { [old, old] };
            assert_eq!([&sum, &new].map(|line| line.0[lane / 8][lane % 8].to_bits()), expected.map(f64::to_bits), "{lane}");
        }
        assert!((total(&line(1.0)) - 136.0).abs() < 1e-12);
    }

    /// Does nothing where the processor has no such registers.
    #[cfg(target_arch = "x86_64")]
    #[test]
    fn wide_registers_give_the_same_bits() {
        let Some(wide) = pulp::x86::V4::try_new() else { return };
        let bits = |line: Line| line.0.as_flattened().iter().map(|value| value.to_bits()).collect::<Vec<_>>();
        for lanes in (0..=Lanes::MAX).step_by(77) {
            let [mut a, mut b, mut c, mut d] = [line(1.0 / 3.0); 4];
            Plain.add(&mut a, &line(0.1), lanes);
            wide.add(&mut b, &line(0.1), lanes);
            assert_eq!(bits(a), bits(b), "{lanes:b}");
            Plain.set(&mut c, &line(0.1), lanes);
            wide.set(&mut d, &line(0.1), lanes);
            assert_eq!(bits(c), bits(d), "{lanes:b}");
        }
    }
}
