package mer4j.runs;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A fault of a protocol as a switch: what is done with it on, and what with it off. Everything else
 * stays as it is.
 */
public enum AuditFault {
  /** Classes filled up by copies before the division. */
  DUPLICATES(
      "copies of test clips learned from",
      "classes balanced by copies, then divided",
      "divided, then the training part balanced"),
  /** Variants of one recording divided like strangers. */
  AUGMENTATION(
      "variants of test clips learned from",
      "all variants divided at random",
      "recordings divided, variants of training recordings learned from, recordings tested"),
  /** One number for all feature rows. */
  GLOBAL_SCALE(
      "one scale for all rows",
      "one mean and one deviation for everything",
      "a mean and a deviation per column"),
  /** The state of a network after the last frame, be that music or padding. */
  LAST_STATE(
      "only a network's last state counts",
      "the state after the last frame, padding read, what the LSTM begins with drawn",
      "mean of the states over the frames of the music, begun with zeros"),
  /** The end of the clip alone. */
  LAST_SECOND(
      "only the end of the clip counts",
      "mean of each row over the last 43 frames, padding included",
      "mean of each row over all frames of the music"),
  /** Every moment a variable of its own. */
  FIXED_MOMENTS(
      "columns tied to moments",
      "a column per row and frame",
      "mean of each row over all frames of the music"),
  /** Test clips have a part in means and deviations. */
  SCALER_FIRST(
      "scaler fitted before the split",
      "columns standardised on all clips",
      "columns standardised on training clips"),
  /** Artists on both sides. */
  ARTISTS(
      "artists on both sides",
      "stratified folds that know no artists",
      "stratified folds with every artist in one"),
  /** Class sizes left to chance. */
  UNSTRATIFIED("classes divided by chance", "random splits of 80/20", "stratified splits of 80/20"),
  /** One draw for a result. */
  SINGLE_SPLIT("one split instead of many", "one split of 80/20", "the mean over many"),
  /** The weights that are there when time is up. */
  LAST_EPOCH("last epoch tested", "the last epoch", "the epoch that was best on validation clips");

  private final String title;
  private final String on;
  private final String off;

  AuditFault(String title, String on, String off) {
    this.title = title;
    this.on = on;
    this.off = off;
  }

  /** The fault in a few words. */
  public String title() {
    return title;
  }

  /** What is done with the fault. */
  public String on() {
    return on;
  }

  /** What is done without it. */
  public String off() {
    return off;
  }

  /** Its name in options and files, such as {@code scaler-first}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Faults by a text as given on a command line.
   *
   * @param text {@code all}, or labels separated by commas
   * @return in the order of this enumeration, each once
   * @throws IllegalArgumentException for an unknown one, listing the allowed ones
   */
  public static List<AuditFault> parse(String text) {
    if (text.strip().equals("all")) {
      return List.of(values());
    }
    var wanted = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    var labels = Arrays.stream(values()).map(AuditFault::label).toList();
    for (var name : wanted) {
      if (!labels.contains(name)) {
        throw new IllegalArgumentException(
            "unknown fault '%s'; allowed: all, or names of %s"
                .formatted(name, labels.stream().collect(Collectors.joining(", "))));
      }
    }
    return Arrays.stream(values()).filter(fault -> wanted.contains(fault.label())).toList();
  }
}
