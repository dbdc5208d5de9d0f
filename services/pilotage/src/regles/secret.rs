//! Small counts are not published.

/// Counts below this one are not shown (statistical secrecy).
pub const SEUIL: i64 = 5;

/// The counts of one list as they may be shown: `None` for what is hidden. One hidden count alone
/// could be found by subtracting the others from the total, so the next smallest goes with it.
pub fn masquer(nombres: &[i64]) -> Vec<Option<i64>> {
    let mut vus: Vec<Option<i64>> =
        nombres.iter().map(|&n| (n == 0 || n >= SEUIL).then_some(n)).collect();
    if vus.iter().filter(|n| n.is_none()).count() == 1 {
        let restants = vus.iter().enumerate().filter_map(|(rang, n)| Some((rang, (*n)?)));
        let plus_petit = restants.filter(|(_, n)| *n > 0).min_by_key(|(_, n)| *n);
        if let Some((rang, _)) = plus_petit {
            vus[rang] = None;
        }
    }
    vus
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_subtraction_gives_back_what_is_hidden() {
        let cas: [(&[i64], &[Option<i64>]); 7] = [
            (&[], &[]),
            (&[100, 50, 5], &[Some(100), Some(50), Some(5)]),
            (&[100, 50, 4], &[Some(100), None, None]),
            (&[100, 3, 4], &[Some(100), None, None]),
            (&[4], &[None]),
            (&[0, 10], &[Some(0), Some(10)]),
            (&[0, 1, 10], &[Some(0), None, None]),
        ];
        for (nombres, attendus) in cas {
            assert_eq!(masquer(nombres), attendus, "{nombres:?}");
        }
    }
}
