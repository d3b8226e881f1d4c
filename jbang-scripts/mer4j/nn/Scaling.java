package mer4j.nn;

import java.util.Arrays;
import java.util.Locale;

/** How features are brought to the range a network can work with. */
public enum Scaling {
  /** One mean and one deviation for everything; the study's choice. See {@link GlobalScaler}. */
  GLOBAL,
  /** A mean and a deviation per feature row. See {@link RowScaler}. */
  ROWS;

  /**
   * The scaling of the given name, in any case.
   *
   * @throws IllegalArgumentException naming the allowed values
   */
  public static Scaling parse(String name) {
    for (var scaling : values()) {
      if (scaling.name().equalsIgnoreCase(name)) {
        return scaling;
      }
    }
    throw new IllegalArgumentException(
        "unknown scaler '"
            + name
            + "'; allowed: "
            + Arrays.stream(values()).map(Scaling::lowerCase).toList());
  }

  /** The name in lower case, as in options. */
  public String lowerCase() {
    return name().toLowerCase(Locale.ROOT);
  }
}
