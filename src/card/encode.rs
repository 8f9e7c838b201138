//! Pixels as a PNG: with a palette where there are few colours, as on all cards, which is a quarter of the bytes to pack.

use std::collections::HashMap;

use png::{BitDepth, ColorType, Compression, Encoder, Filter};
use resvg::tiny_skia::Pixmap;

/// `pixels`, which cover all of the picture; `None` when they do not fit into memory.
pub(super) fn png(pixels: &Pixmap) -> Option<Vec<u8>> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, pixels.width(), pixels.height());
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Balanced);
    // Rows of flat colours pack best as they are.
    encoder.set_filter(Filter::NoFilter);
    let data = if let Some((palette, data)) = with_palette(pixels) {
        encoder.set_color(ColorType::Indexed);
        encoder.set_palette(palette);
        data
    } else {
        encoder.set_color(ColorType::Rgb);
        pixels.data().chunks_exact(4).flat_map(|pixel| &pixel[..3]).copied().collect()
    };
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&data).ok()?;
    writer.finish().ok()?;
    Some(file)
}

/// The colours of `pixels`, and which of them each has; `None` when there are more than a byte can count.
fn with_palette(pixels: &Pixmap) -> Option<(Vec<u8>, Vec<u8>)> {
    let (mut palette, mut data) = (Vec::new(), Vec::with_capacity(pixels.data().len() / 4));
    let mut places: HashMap<&[u8], u8> = HashMap::new();
    let mut last: (&[u8], u8) = (&[], 0);
    for pixel in pixels.data().chunks_exact(4) {
        if pixel != last.0 {
            let place = if let Some(place) = places.get(pixel) {
                *place
            } else {
                let place = u8::try_from(places.len()).ok()?;
                palette.extend_from_slice(&pixel[..3]);
                places.insert(pixel, place);
                place
            };
            last = (pixel, place);
        }
        data.push(last.1);
    }
    Some((palette, data))
}
