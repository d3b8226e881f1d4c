package mer4j.features;

import mer4j.dsp.FrameBlock;

/**
 * The spectra of some consecutive frames.
 *
 * @param first number of the first frame
 * @param count how many, at most a block
 * @param magnitude {@code [bins]} in every frame
 * @param power {@code [bins]} in every frame
 */
record FrameSpectra(int first, int count, FrameBlock magnitude, FrameBlock power) {}
