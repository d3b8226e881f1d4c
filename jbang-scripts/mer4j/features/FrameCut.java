package mer4j.features;

/**
 * Keeps some of a clip's frames. Features are computed from the whole clip first, so that what
 * looks at the clip as a whole (the tempo, the tuning, the floor of levels in dB) is that of the
 * whole clip, as in the study; only the kept frames are stored.
 *
 * @param frames most frames to keep
 * @param position where they lie: 0 at the start of the clip, 0.5 in its middle, 1 at its end
 */
public record FrameCut(int frames, double position) {
  /**
   * @throws IllegalArgumentException if there are no frames to keep, or the position lies outside
   *     the clip
   */
  public FrameCut {
    if (frames < 1 || !(position >= 0 && position <= 1)) {
      throw new IllegalArgumentException(
          "a cut keeps at least one frame, at a position from 0 to 1; not %d frames at %s"
              .formatted(frames, position));
    }
  }

  /** The first frame that is kept of a clip of so many. */
  public int first(int of) {
    return of <= frames ? 0 : (int) Math.round((of - frames) * position);
  }

  /** How many frames are kept of a clip of so many. */
  public int count(int of) {
    return Math.min(of, frames);
  }

  @Override
  public String toString() {
    return frames + " frames at " + position;
  }
}
