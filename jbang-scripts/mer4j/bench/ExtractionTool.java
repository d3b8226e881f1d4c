package mer4j.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A program that computes features of sound files, called as a process.
 *
 * @param name with the number of workers where that is not one
 * @param computes what it gives, for a fair comparison
 * @param command program and arguments; {@code {list}} stands for a text file with a sound file per
 *     line, {@code {files}} for the sound files themselves, {@code {output}} for an empty folder
 * @param version its version
 * @param environment variables it runs with
 * @param part every so many files are enough to measure it; 1 for all
 */
record ExtractionTool(
    String name,
    String computes,
    List<String> command,
    String version,
    Map<String, String> environment,
    int part) {

  /** The files it is measured on: every {@code part}-th. */
  List<Path> some(List<Path> files) {
    return IntStream.iterate(0, i -> i < files.size(), i -> i + part).mapToObj(files::get).toList();
  }

  /** The command for some files. */
  List<String> command(List<Path> files, Path list, Path output) {
    var filled = new ArrayList<String>();
    for (var word : command) {
      switch (word) {
        case "{list}" -> filled.add(list.toString());
        case "{files}" -> files.forEach(file -> filled.add(file.toString()));
        case "{output}" -> filled.add(output.toString());
        default -> filled.add(word);
      }
    }
    return filled;
  }
}
