package mer4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs a command and measures the whole process, the processes it starts included. Wall time is
 * measured everywhere; processor time and memory are read from Linux's {@code /proc} while it runs
 * and are NaN and 0 elsewhere.
 */
final class ProcessMeter {
  private static final long POLL_MILLIS = 10;
  private static final double TICKS_PER_SECOND = 100; // USER_HZ of every Linux platform
  private static final int TAIL = 2000;

  private ProcessMeter() {}

  /**
   * What a run took.
   *
   * @param wallSeconds from start to end
   * @param cpuSeconds of all threads, user and system
   * @param peakBytes greatest resident memory of one process
   * @param output what it wrote to standard output
   */
  record Measure(double wallSeconds, double cpuSeconds, long peakBytes, String output) {}

  /**
   * Runs a command to its end.
   *
   * @param command program and arguments
   * @param environment variables to set beside those of this process
   * @param folder where it runs
   * @throws IOException if it cannot be started or its exit code is not 0; the message has the end
   *     of what it wrote
   * @throws InterruptedException if this thread is interrupted; the process is ended first
   */
  static Measure run(List<String> command, Map<String, String> environment, Path folder)
      throws IOException, InterruptedException {
    var out = Files.createTempFile("bench", ".out");
    var err = Files.createTempFile("bench", ".err");
    try {
      var builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().putAll(environment);
      long start = System.nanoTime();
      var process = builder.start();
      process.getOutputStream().close();
      var ticks = new HashMap<Long, Double>();
      long peak = 0;
      try {
        do {
          var tree = Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
          for (var one : tree) {
            ticks.merge(one.pid(), cpuSeconds(one.pid()), Math::max);
            peak = Math.max(peak, peakBytes(one.pid()));
          }
        } while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS));
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
      double wall = (System.nanoTime() - start) / 1e9;
      if (process.exitValue() != 0) {
        var told = Files.readString(err) + Files.readString(out);
        throw new IOException(
            "exit code %d of %s: %s"
                .formatted(
                    process.exitValue(),
                    command.getFirst(),
                    told.substring(Math.max(0, told.length() - TAIL)).strip()));
      }
      double cpu = ticks.values().stream().mapToDouble(Double::doubleValue).sum();
      return new Measure(wall, cpu, peak, Files.readString(out));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private static double cpuSeconds(long pid) {
    try {
      var text = Files.readString(Path.of("/proc/" + pid + "/stat"));
      // the name in parentheses may hold spaces; user and system time are fields 14 and 15
      var fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
      return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    } catch (IOException e) {
      return Files.isDirectory(Path.of("/proc/self")) ? 0 : Double.NaN; // it ended just now
    }
  }

  private static long peakBytes(long pid) {
    try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0;
    }
  }
}
