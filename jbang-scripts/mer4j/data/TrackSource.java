package mer4j.data;

/**
 * Where a set of tagged tracks in the layout of MTG-Jamendo has its tables and its sound. All paths
 * are relative to the set's folder.
 *
 * @param table all tracks and their tags
 * @param train official division: tracks to learn from
 * @param validation official division: tracks to choose settings on
 * @param test official division: tracks to test on
 * @param checksums SHA-256 and path of every sound file, separated by a blank
 * @param archives SHA-256 and name of every archive, one for each folder of the sound
 * @param archiveUrl where the archives lie, ending in a slash
 * @param ending what the sound files' names end in, such as {@code .low.mp3}
 * @param folders how many of the hundred folders belong to the set, from the first
 */
public record TrackSource(
    String table,
    String train,
    String validation,
    String test,
    String checksums,
    String archives,
    String archiveUrl,
    String ending,
    int folders) {}
