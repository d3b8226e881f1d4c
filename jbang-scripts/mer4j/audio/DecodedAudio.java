package mer4j.audio;

/**
 * The sound of one file as it was stored: one array of samples per channel, at the file's own rate.
 *
 * <p>Full scale is 1, but samples are not clipped: lossy formats routinely overshoot it.
 *
 * @param channels samples, {@code [channel][frame]}, all channels equally long
 * @param sampleRate frames per second (Hz)
 * @param truncated whether the file holds less than it announces: it ends early, or parts of it are
 *     damaged and were left out
 */
public record DecodedAudio(float[][] channels, int sampleRate, boolean truncated) {
  /** Checks that the channels fit together. */
  public DecodedAudio {
    if (channels.length == 0) {
      throw new IllegalArgumentException("decoded audio needs at least one channel");
    }
    for (var channel : channels) {
      if (channel.length != channels[0].length) {
        throw new IllegalArgumentException(
            "channels differ in length: " + channels[0].length + " and " + channel.length);
      }
    }
    if (sampleRate <= 0) {
      throw new IllegalArgumentException("sample rate must be positive, was " + sampleRate);
    }
  }

  /** Number of samples in each channel. */
  public int frames() {
    return channels[0].length;
  }

  /**
   * The mean of the channels, summed and divided in single precision (what librosa's {@code
   * to_mono} does). With one channel that channel itself is returned, not a copy.
   */
  public float[] mono() {
    if (channels.length == 1) {
      return channels[0];
    }
    var mono = channels[0].clone();
    for (var c = 1; c < channels.length; c++) {
      var channel = channels[c];
      for (var i = 0; i < mono.length; i++) {
        mono[i] += channel[i];
      }
    }
    for (var i = 0; i < mono.length; i++) {
      mono[i] /= channels.length;
    }
    return mono;
  }
}
