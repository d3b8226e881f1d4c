package mer4j.audio;

/** Averages the channels of decoded frames and passes the mean on, block by block. */
final class MonoMixer implements SampleSink {
  /** Samples passed on at once, about. */
  private static final int BLOCK = 1 << 13;

  private final int channels;
  private final SampleReceiver receiver;
  private float[] planes = new float[0];
  private float[] mono = new float[BLOCK + LONGEST_CUT];
  private int filled;
  private long length;

  /**
   * @param channels of the frames to come
   * @param receiver takes the mean
   */
  MonoMixer(int channels, SampleReceiver receiver) {
    this.channels = channels;
    this.receiver = receiver;
  }

  @Override
  public void append(FrameView frame) {
    int count = frame.count();
    if (mono.length < filled + count) {
      pass(filled - LONGEST_CUT);
      if (mono.length < filled + count) {
        mono = java.util.Arrays.copyOf(mono, filled + count);
      }
    }
    if (channels == 1) {
      frame.read(0, mono, filled, count);
    } else {
      if (planes.length < count * channels) {
        planes = new float[count * channels];
      }
      if (frame.isPlanar()) {
        for (int c = 0; c < channels; c++) {
          frame.read(c, planes, c * count, count);
        }
        average(count, 1, count);
      } else {
        frame.read(0, planes, 0, count * channels);
        average(count, channels, 1);
      }
    }
    filled += count;
    length += count;
  }

  /**
   * The mean of sample i, whose channel c lies at {@code i * step + c * gap}; same order of
   * operations as {@link DecodedAudio#mono()}.
   */
  private void average(int count, int step, int gap) {
    if (channels == 2) {
      for (int i = 0, j = 0; i < count; i++, j += step) {
        mono[filled + i] = (planes[j] + planes[j + gap]) * 0.5f;
      }
      return;
    }
    for (int i = 0, j = 0; i < count; i++, j += step) {
      float sum = planes[j];
      for (int c = 1; c < channels; c++) {
        sum += planes[j + c * gap];
      }
      mono[filled + i] = sum / channels;
    }
  }

  private void pass(int count) {
    if (count > 0) {
      receiver.accept(mono, count);
      filled -= count;
      System.arraycopy(mono, count, mono, 0, filled);
    }
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void cutTo(long newLength) {
    int cut = Math.clamp(length - newLength, 0, filled);
    filled -= cut;
    length -= cut;
  }

  @Override
  public void finish() {
    pass(filled);
  }
}
