package mer4j.bench;

import java.util.List;
import java.util.Map;

/**
 * A program that times a recurrent layer, called as a process.
 *
 * @param name with the version
 * @param command program and first arguments; kind, size, work, threads, steps to warm up, steps
 *     that count and the file for the times follow, and a file of frames where it is fed with clips
 * @param threads it may use
 * @param environment variables it runs with
 * @param isSlow whether it is so slow that only the study's size is measured, in few steps
 */
record RecurrentTool(
    String name,
    List<String> command,
    int threads,
    Map<String, String> environment,
    boolean isSlow) {

  /** Measured at the study's size only. */
  RecurrentTool onlyAtTheStudysSize() {
    return new RecurrentTool(name, command, threads, environment, true);
  }

  /** Whether it is measured in a case. */
  boolean measures(RecurrentCase what) {
    return !isSlow || what.isTheStudys();
  }
}
