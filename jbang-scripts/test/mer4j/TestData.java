package mer4j;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where tests find their reference values. */
public final class TestData {
  private TestData() {}

  /** The checkout that these tests belong to. */
  public static Path project() {
    return Project.root();
  }

  /**
   * A committed reference file, made by another program (librosa, scikit-learn, PyTorch).
   *
   * @param relative a path below {@code jbang-scripts/test/resources/golden}
   * @throws IllegalArgumentException if it is not there: committed files are never skipped
   */
  public static Path golden(String relative) {
    var path = project().resolve("jbang-scripts/test/resources/golden").resolve(relative);
    if (!Files.exists(path)) {
      throw new IllegalArgumentException("no reference file " + path);
    }
    return path;
  }

  /**
   * A file of the folder {@code shared} beside the checkout, which holds music that cannot be
   * committed. The calling test is skipped, and says so, where the file is missing.
   *
   * @param relative a path below {@code ../shared} of the checkout
   */
  public static Path shared(String relative) {
    var path = project().resolveSibling("shared").resolve(relative);
    assumeTrue(Files.exists(path), () -> "needs ../shared/" + relative);
    return path;
  }
}
