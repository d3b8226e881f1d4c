package mer4j.data;

/**
 * One division of a data set, as row indices.
 *
 * @param train rows to learn from
 * @param validation rows to choose settings on, possibly none
 * @param test rows to report on
 */
public record Split(int[] train, int[] validation, int[] test) {}
