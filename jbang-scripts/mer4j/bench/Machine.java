package mer4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine a benchmark ran on, in a line: numbers mean nothing without it. */
public final class Machine {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  private Machine() {}

  /** Processor, number of cores, system and Java. */
  public static String describe() throws IOException {
    return "%s, %d cores, %s %s, Java %s"
        .formatted(
            processor(),
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Runtime.version());
  }

  /** Processor and number of cores out of a {@linkplain #describe description}. */
  public static String processor(String machine) {
    return machine.replaceFirst("( cores),.*", "$1");
  }

  private static String processor() throws IOException {
    if (!Files.isReadable(PROCESSORS)) {
      return "processor unknown";
    }
    var lines = Files.readAllLines(PROCESSORS);
    var model = lines.stream().filter(line -> line.startsWith("model name")).findFirst();
    boolean wide = lines.stream().anyMatch(line -> line.contains(" avx512f "));
    return model.map(line -> line.replaceFirst("[^:]*:\\s*", "")).orElse("processor unknown")
        + (wide ? " with AVX-512" : "");
  }
}
