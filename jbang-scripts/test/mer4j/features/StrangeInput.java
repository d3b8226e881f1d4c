package mer4j.features;

import java.nio.file.Path;

/**
 * A damaged or unusual file and what must become of it.
 *
 * @param name says what is strange
 * @param file where it lies
 * @param expected outcome of an extraction
 */
record StrangeInput(String name, Path file, Outcome expected) {

  /** What may become of an input. Whatever it is, all others are extracted nevertheless. */
  sealed interface Outcome {}

  /**
   * The features of this signal.
   *
   * @param signal what the file holds
   * @param rate its rate in Hz
   * @param tolerance of the root mean square, as a share of its greatest value
   * @param slack samples by which the length may differ, at 22,050 Hz
   */
  record Right(float[] signal, int rate, double tolerance, int slack) implements Outcome {}

  /** Features of a part of it, marked {@code truncated}. */
  record Cut() implements Outcome {}

  /** Features of something, whatever the damage left; marked or not. */
  record Sound() implements Outcome {}

  /** A row in {@code failures.csv} whose reason holds this text. */
  record Refused(String reason) implements Outcome {}

  /** As the damage hits: features, or a row in {@code failures.csv}. */
  record SoundOrRefused() implements Outcome {}

  /** Not taken for a recording at all. */
  record Unnoticed() implements Outcome {}

  @Override
  public String toString() {
    return name;
  }
}
