package mer4j.eval;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;
import mer4j.CsvFile;
import mer4j.Project;

/**
 * What the recurrent-network study (Chang et al., 2024) prints of one class of a data set.
 *
 * @param name of the class
 * @param clips that the study had of it, before it filled classes up
 * @param auc of the class against all others, by the study's linear softmax baseline
 */
public record PublishedClass(String name, int clips, double auc) {
  /**
   * The classes of a data set, by their numbers, from the committed table {@code
   * data/results/NAME-published-classes.csv}.
   *
   * @return empty where the study prints nothing of the kind
   * @throws UncheckedIOException if the table is damaged
   */
  public static List<PublishedClass> of(String dataset) {
    try {
      var file = Project.data().resolve("results").resolve(dataset + "-published-classes.csv");
      if (!Files.exists(file)) {
        return List.of();
      }
      return CsvFile.read(
          file,
          List.of("class", "tracks", "auc"),
          row ->
              new PublishedClass(
                  row.get("class"),
                  Integer.parseInt(row.get("tracks")),
                  Double.parseDouble(row.get("auc"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The class of every clip that the study had: as many times the number of a class as it had clips
   * of it. Enough to repeat how it balanced and divided them, without a clip.
   */
  public static int[] labels(List<PublishedClass> classes) {
    return IntStream.range(0, classes.size())
        .flatMap(k -> IntStream.range(0, classes.get(k).clips()).map(i -> k))
        .toArray();
  }
}
