package mer4j.nn;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The inputs of one step. The arrays belong to the reader that made them and hold until it reads
 * again.
 *
 * @param frames {@code [clips][rows][time]}
 * @param mask {@code [clips][time]}, 1 for true frames and 0 for padding; null where nothing is
 *     masked
 * @param clips index of each clip in its source
 */
record ClipBatch(INDArray frames, INDArray mask, int[] clips) {
  int size() {
    return clips.length;
  }
}
