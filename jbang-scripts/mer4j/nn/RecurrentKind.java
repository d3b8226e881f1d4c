package mer4j.nn;

import java.util.Arrays;
import java.util.Locale;

/** The three recurrent networks of the study (Chang, Zhang, Zhang and Ran, 2024). */
public enum RecurrentKind {
  /** Elman network with tanh units, read forward (Elman, 1990). */
  RNN,
  /** Two Elman networks, one reading forward, one backward (Schuster and Paliwal, 1997). */
  BRNN,
  /** Long short-term memory without peepholes (Hochreiter and Schmidhuber, 1997; Gers, 2000). */
  LSTM;

  /**
   * The kind of the given name, in any case.
   *
   * @throws IllegalArgumentException naming the allowed values
   */
  public static RecurrentKind parse(String name) {
    for (var kind : values()) {
      if (kind.name().equalsIgnoreCase(name)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "unknown network '" + name + "'; allowed: " + Arrays.toString(values()));
  }

  /** The name in lower case, as in script and file names. */
  public String lowerCase() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Number of directions in which the sequence is read. */
  public int directions() {
    return this == BRNN ? 2 : 1;
  }
}
