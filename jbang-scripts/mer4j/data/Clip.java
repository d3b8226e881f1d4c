package mer4j.data;

import java.nio.file.Path;

/**
 * One labelled recording of a data set.
 *
 * @param id unique name in its data set, also the stem of its feature file
 * @param audio where its sound lies
 * @param label index of its class, from 0
 * @param group what must not be split over training and test data: the artist, or the id where none
 *     is known
 * @param source id of the recording it was made from by an augmentation; its own id if it is an
 *     original
 * @param part of an official division of the set
 */
public record Clip(String id, Path audio, int label, String group, String source, Part part) {
  /** Parts of an official division. */
  public enum Part {
    /** To learn from. */
    TRAIN,
    /** To choose settings on. */
    VALIDATION,
    /** To test on. */
    TEST,
    /** In no part, or the set has no official division. */
    NONE
  }

  /** An original recording of a set without an official division. */
  public Clip(String id, Path audio, int label, String group) {
    this(id, audio, label, group, id, Part.NONE);
  }

  /** Whether it was recorded, not made from another clip. */
  public boolean original() {
    return source.equals(id);
  }

  /** The same clip in another group. */
  Clip withGroup(String other) {
    return new Clip(id, audio, label, other, source, part);
  }
}
