package mer4j.features;

/**
 * One feature that can be computed per frame of 2048 samples, 512 apart.
 *
 * @param name what it is called in options, file rows and librosa
 * @param rows numbers per frame
 * @param librosaName the call of librosa 0.11 that gives the same numbers
 * @param unit unit of the values, empty where they have none
 * @param description one line on what it says about the sound
 * @param inStudy whether it is one of the 14 features, 204 rows, that the study's networks read
 * @param ownFile whether it is stored in a file of its own, because it is complex or has another
 *     number of frames, and therefore chosen by name only
 */
public record Feature(
    String name,
    int rows,
    String librosaName,
    String unit,
    String description,
    boolean inStudy,
    boolean ownFile) {

  /** Name of one row: the feature's name, and the row's index where it has several. */
  public String rowName(int row) {
    return rows == 1 ? name : name + "_" + row;
  }
}
