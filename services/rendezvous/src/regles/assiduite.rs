//! Whether a centre answers.

/// The last requests that must all be without an answer for the form to close.
pub const SUSPENSION: usize = 5;

/// Part of the requests whose day has passed that were answered, in hundredths; none when there is
/// none.
pub fn taux(repondues: i64, dues: i64) -> Option<i64> {
    (dues > 0).then(|| repondues * 100 / dues)
}

/// Whether the form of a centre closes: `repondues` says, for the last requests whose day has
/// passed, newest first, which were answered. One answer among them is enough to stay open.
pub fn a_suspendre(repondues: &[bool]) -> bool {
    let dernieres = repondues.iter().take(SUSPENSION);
    repondues.len() >= SUSPENSION && dernieres.into_iter().all(|repondue| !repondue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_in_a_row_without_an_answer_close_the_form() {
        let cas: [(&[bool], bool); 6] = [
            (&[], false),
            (&[false; 4], false),
            (&[false; 5], true),
            (&[false, false, false, false, true], false),
            (&[true, false, false, false, false, false], false),
            (&[false, false, false, false, false, true], true),
        ];
        for (repondues, attendu) in cas {
            assert_eq!(a_suspendre(repondues), attendu, "{repondues:?}");
        }
    }

    #[test]
    fn a_rate_needs_requests() {
        assert_eq!(taux(0, 0), None);
        assert_eq!(taux(2, 3), Some(66));
        assert_eq!(taux(3, 3), Some(100));
    }
}
