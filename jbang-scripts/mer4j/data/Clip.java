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
 */
public record Clip(String id, Path audio, int label, String group) {}
