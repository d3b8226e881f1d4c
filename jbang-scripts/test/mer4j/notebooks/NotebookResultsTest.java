package mer4j.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import mer4j.Project;
import mer4j.report.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What notebooks have kept is what the committed results say today. */
class NotebookResultsTest {
  /** A cell that shows a table of the results as it is. */
  private static final Pattern TABLE = Pattern.compile("Report\\.table\\(\"([\\w-]+)\"\\);?");

  private static final Path NOTEBOOKS = Project.root().resolve("notebooks");

  @ParameterizedTest
  @MethodSource("mer4j.notebooks.NotebooksTest#notebooks")
  void showsTheTablesOfTheResults(Path file) throws Exception {
    assumeTrue(!file.equals(NotebooksTest.NONE), "there is no notebook in notebooks/");
    for (var cell : NotebookFile.read(Project.root().resolve(file)).cells()) {
      var table = TABLE.matcher(NotebookFile.joined(cell.path("source")).strip());
      if (table.matches()) {
        var shown = NotebookFile.joined(cell.at("/outputs/0/data/text~1plain"));
        assertEquals(
            Report.table(table.group(1)).print().strip(),
            shown.strip(),
            "table " + table.group(1) + " in " + file + ", which has to be executed again");
      }
    }
  }

  /** The search above finds nothing in a notebook that says it otherwise. */
  @Test
  void someNotebooksShowTables() throws Exception {
    var names = new ArrayList<String>();
    for (var name : List.of("03_baselines", "04_recurrent_networks", "07_protocol_audit")) {
      for (var source : NotebookFile.read(NOTEBOOKS.resolve(name + ".ipynb")).cells("code")) {
        var table = TABLE.matcher(source.strip());
        if (table.matches()) {
          names.add(table.group(1));
        }
      }
    }
    assertTrue(names.containsAll(List.of("4q-baselines", "4q-networks", "4q-steps")), "" + names);
  }

  @ParameterizedTest
  @ValueSource(strings = {"4q-roc.png", "4q-lr-ten-splits.png", "4q-confusion.png"})
  void keepsTheFiguresOfTheBaselines(String name) throws Exception {
    var file = Project.root().resolve("figures").resolve(name);
    var figure = picture(Files.readAllBytes(file));
    var shown = new ArrayList<BufferedImage>();
    for (var output : NotebookFile.read(NOTEBOOKS.resolve("03_baselines.ipynb")).outputs()) {
      var data = output.path("data").path("image/png");
      if (!data.isMissingNode()) {
        shown.add(picture(Base64.getMimeDecoder().decode(NotebookFile.joined(data))));
      }
    }
    assertTrue(
        shown.stream().anyMatch(other -> alike(figure, other)),
        "figures/" + name + " is none of the " + shown.size() + " pictures of notebook 03");
  }

  private static BufferedImage picture(byte[] png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  private static boolean alike(BufferedImage one, BufferedImage other) {
    return one.getWidth() == other.getWidth()
        && one.getHeight() == other.getHeight()
        && Arrays.equals(pixels(one), pixels(other));
  }

  private static int[] pixels(BufferedImage of) {
    return of.getRGB(0, 0, of.getWidth(), of.getHeight(), null, 0, of.getWidth());
  }
}
