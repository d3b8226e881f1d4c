package mer4j.runs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import mer4j.Mer4j;
import mer4j.Project;

/** Facts that a result is traced back with. */
public final class Provenance {
  /** Key of the digest of the data. */
  public static final String DATA = "data_digest";

  /** Key of the digest of the feature settings. */
  public static final String FEATURES = "features_digest";

  private Provenance() {}

  /**
   * Version of the project, of Java and of the system, git revision (with {@code -dirty} if files
   * were changed), time, and digests of the data.
   *
   * @param dataDigest of the data set
   * @param featuresDigest of the feature settings
   */
  public static SortedMap<String, String> collect(String dataDigest, String featuresDigest) {
    var facts = new TreeMap<String, String>();
    facts.put("mer4j", Mer4j.VERSION);
    facts.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    facts.put("revision", revision());
    facts.put("started", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    facts.put(DATA, dataDigest);
    facts.put(FEATURES, featuresDigest);
    return facts;
  }

  private static String revision() {
    try {
      var process =
          new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*")
              .directory(Project.root().toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroy();
        return "unknown";
      }
      var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.exitValue() == 0 && !text.isBlank() ? text.strip() : "unknown";
    } catch (IOException | IllegalStateException e) {
      return "unknown";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }
}
