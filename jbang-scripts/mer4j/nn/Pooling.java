package mer4j.nn;

import java.util.Arrays;
import java.util.Locale;

/** How the states of a sequence become one vector. */
public enum Pooling {
  /**
   * The state after the last frame; in the backward direction the state after the first frame, like
   * PyTorch's {@code h_n}. The study's choice.
   */
  LAST,
  /** The mean of the states over all frames that are not padding. */
  MEAN,
  /** The greatest value of each unit over all frames that are not padding. */
  MAX,
  /**
   * A weighted mean of the states over all frames that are not padding, the weights learned
   * (Bahdanau, Cho and Bengio, 2015; Raffel and Ellis, 2015): see {@link AttentionPooling}.
   */
  ATTENTION;

  /**
   * The pooling of the given name, in any case.
   *
   * @throws IllegalArgumentException naming the allowed values
   */
  public static Pooling parse(String name) {
    for (var pooling : values()) {
      if (pooling.name().equalsIgnoreCase(name)) {
        return pooling;
      }
    }
    throw new IllegalArgumentException(
        "unknown pooling '"
            + name
            + "'; allowed: "
            + Arrays.stream(values()).map(p -> p.name().toLowerCase(Locale.ROOT)).toList());
  }
}
