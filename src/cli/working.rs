//! How far has it come? A line on the terminal for whatever takes longer than a second.
//!
//! What counts its steps shows a bar, everything else what it does and since when. Nothing is shown where standard error is no
//! terminal, or with --quiet; and nothing stays when the result is printed. Ctrl-C ends the program at any time: see
//! `interrupt.rs`.

use std::{
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::network::Watcher;

/// What takes longer than this is shown.
pub(super) const LONG: Duration = Duration::from_secs(1);
/// Where the number of steps is known, and where not.
const STEPS: &str = "{msg} {bar:30} {pos}/{len} {eta}";
const TIME: &str = "{spinner} {msg} {elapsed}";

/// Shows what the program is at.
pub(super) struct Working {
    bar: ProgressBar,
    is_told: bool,
}

impl Working {
    /// Shows it if `is_told`.
    pub(super) fn new(is_told: bool) -> Self {
        Self { bar: ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()), is_told }
    }

    /// Tells how far what is at hand has come.
    pub(super) fn watcher(&self) -> Watcher {
        let bar = self.bar.clone();
        Arc::new(move |done, all| {
            if bar.length() != Some(all as u64) {
                style(&bar, STEPS);
                bar.set_length(all as u64);
            }
            bar.set_position(done as u64);
        })
    }

    /// Does some work, and shows what it is once it has taken a while.
    pub(super) fn during<T>(&self, what: impl Into<String>, work: impl FnOnce() -> T) -> T {
        if !self.is_told {
            return work();
        }
        self.begin(what);
        thread::scope(|scope| {
            // Closed at the end of the work, however that ends.
            let (done, waiting) = mpsc::channel::<()>();
            scope.spawn(move || {
                if waiting.recv_timeout(LONG) == Err(mpsc::RecvTimeoutError::Timeout) {
                    self.bar.set_draw_target(ProgressDrawTarget::stderr());
                    self.bar.enable_steady_tick(Duration::from_millis(200));
                    // Until there is nobody left to send.
                    let _ = waiting.recv();
                    self.end();
                }
            });
            let result = work();
            drop(done);
            result
        })
    }

    fn begin(&self, what: impl Into<String>) {
        self.bar.unset_length();
        self.bar.reset();
        self.bar.set_message(what.into());
        style(&self.bar, TIME);
    }

    fn end(&self) {
        self.bar.disable_steady_tick();
        self.bar.finish_and_clear();
        self.bar.set_draw_target(ProgressDrawTarget::hidden());
    }
}

fn style(bar: &ProgressBar, template: &str) {
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_shown_where_they_are_known_and_forgotten_with_the_work() {
        for is_told in [false, true] {
            let working = Working::new(is_told);
            let watcher = working.watcher();
            let bar = working.bar.clone();
            let seen = working.during("counting", || {
                let before = bar.length();
                watcher(3, 7);
                (before, bar.length(), bar.position())
            });
            assert_eq!(seen, (None, Some(7), 3));
            working.during("something else", || assert_eq!(bar.length(), if is_told { None } else { Some(7) }));
            assert!(bar.is_hidden(), "what is short is never shown");
        }
    }

    #[test]
    fn what_takes_long_is_cleared_even_if_it_fails() {
        let working = Working::new(true);
        let failed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            working.during("failing", || {
                thread::sleep(LONG + Duration::from_millis(300));
                std::panic::resume_unwind(Box::new(()));
            });
        }));
        assert!(failed.is_err() && working.bar.is_hidden());
        assert_eq!(working.bar.message(), "failing");
    }
}
