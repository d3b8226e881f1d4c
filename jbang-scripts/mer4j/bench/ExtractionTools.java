package mer4j.bench;

import be.tarsos.dsp.mfcc.MFCC;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mer4j.Mer4j;
import mer4j.Project;

/** What somebody who wants features of many sound files could use. */
final class ExtractionTools {
  private static final String ROWS = "the study's 204 rows (14 features), 43 frames per second";
  private static final Map<String, String> ONE_THREAD =
      Map.of("OMP_NUM_THREADS", "1", "OPENBLAS_NUM_THREADS", "1", "MKL_NUM_THREADS", "1");

  private ExtractionTools() {}

  /** This project with so many workers. */
  static ExtractionTool mer4j(int jobs) {
    var name = jobs == 1 ? "mer4j" : "mer4j, " + jobs + " workers";
    return mer4j(name, List.of(), jobs);
  }

  /** This project without the Vector API. */
  static ExtractionTool plain() {
    return mer4j("mer4j, plain kernels", List.of("-D" + mer4j.VectorApi.PLAIN + "=true"), 1);
  }

  private static ExtractionTool mer4j(String name, List<String> options, int jobs) {
    var command = new java.util.ArrayList<>(List.of(script("environment/jbang")));
    command.addAll(options);
    command.add(script("jbang-scripts/extract_features.java"));
    command.addAll(List.of("{files}", "--output", "{output}", "--jobs", String.valueOf(jobs)));
    return new ExtractionTool(name, ROWS, command, Mer4j.VERSION, Map.of(), 1);
  }

  /** librosa in one process. */
  static ExtractionTool librosa(String python) throws IOException, InterruptedException {
    return python("librosa", ROWS, python);
  }

  /** The others, which compute other things. */
  static List<ExtractionTool> others(String python) throws IOException, InterruptedException {
    var mfcc = BenchProcess.MFCC.command(List.of(), "{list}", "{output}");
    return List.of(
        python("essentia", "MusicExtractor: pooled spectral, rhythm and tonal descriptors", python),
        python("opensmile", "ComParE 2016: 65 low-level rows, 100 frames per second", python),
        new ExtractionTool(
            "TarsosDSP",
            "20 MFCC only, 43 frames per second",
            mfcc,
            LibraryVersion.of(MFCC.class),
            Map.of(),
            PART));
  }

  /** A sixth of the files is enough for what takes seconds per file. */
  private static final int PART = 6;

  private static ExtractionTool python(String name, String computes, String python)
      throws IOException, InterruptedException {
    var program = script("jbang-scripts/bench/" + name + "_features.py");
    return new ExtractionTool(
        name,
        computes,
        List.of(python, program, "{list}", "{output}"),
        version(python, name),
        ONE_THREAD,
        name.equals("librosa") ? 1 : PART);
  }

  private static String version(String python, String name)
      throws IOException, InterruptedException {
    var program = "import importlib.metadata as m; print(m.version('" + name + "'))";
    var here = Path.of("").toAbsolutePath();
    return ProcessMeter.run(List.of(python, "-c", program), Map.of(), here).output().strip();
  }

  private static String script(String path) {
    return Project.root().resolve(path).toString();
  }
}
