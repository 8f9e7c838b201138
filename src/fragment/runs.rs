//! Runs of bytes: how far a text goes on before something comes that needs a closer look.
//!
//! Nearly all of what is escaped, folded or searched is taken over as it is. What has to be told from it is looked for
//! here, many bytes at a time; what is then done about it is the caller's affair.

/// How many bytes at the beginning of `bytes` are none of those that `stops` names.
///
/// `stops` is asked of sixteen bytes before any answer counts. Made of comparisons that are joined by `|` and `&` (not by
/// `||`, `&&` or patterns, which choose), it is asked of all of them at once.
#[inline]
pub fn before(bytes: &[u8], stops: impl Fn(u8) -> bool) -> usize {
    let blocks = bytes.as_chunks::<16>().0.iter();
    let clean = |block: &&[u8; 16]| !block.iter().fold(false, |stop, byte| stop | stops(*byte));
    let whole = blocks.take_while(clean).count() * 16;
    let rest = &bytes[whole..];
    whole + rest.iter().position(|byte| stops(*byte)).unwrap_or(rest.len())
}

/// How many bytes at the beginning of `bytes`, in blocks of sixteen, are none of those that `stops` names of a byte and the
/// one behind it.
#[inline]
pub fn blocks_before(bytes: &[u8], stops: impl Fn(u8, u8) -> bool) -> usize {
    let mut at = 0;
    while let Some((_, behind)) = bytes[at..].split_first()
        && let (Some(block), Some(behind)) = (bytes[at..].first_chunk::<16>(), behind.first_chunk::<16>())
    {
        let mut stop = false;
        for n in 0..16 {
            stop |= stops(block[n], behind[n]);
        }
        if stop {
            break;
        }
        at += 16;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::{before, blocks_before};

    #[test]
    fn a_run_ends_at_the_first_stop_wherever_it_is() {
        for length in 0..70 {
            let mut bytes = vec![b'a'; length];
            assert_eq!(before(&bytes, |byte| byte == b'<'), length);
            for at in (0..length).rev() {
                bytes[at] = b'<';
                assert_eq!(before(&bytes, |byte| byte == b'<'), at, "of {length}");
            }
        }
    }

    #[test]
    fn blocks_end_before_the_one_that_holds_a_stop() {
        let two_spaces = |byte: u8, behind: u8| byte == b' ' && behind == b' ';
        let mut bytes = *b"one two three four five six seven eight nine ten";
        assert_eq!(blocks_before(&bytes, two_spaces), 32);
        bytes[32] = b' ';
        assert_eq!(blocks_before(&bytes, two_spaces), 32);
        bytes[31] = b' ';
        assert_eq!(blocks_before(&bytes, two_spaces), 16);
        assert_eq!(blocks_before(&bytes[..16], two_spaces), 0);
    }
}
