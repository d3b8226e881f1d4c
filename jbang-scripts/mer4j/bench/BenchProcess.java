package mer4j.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Work that is measured in a process of its own, started as this process was. */
enum BenchProcess {
  /**
   * Times one layer, as {@code bench/torch_recurrent.py} does. Arguments: engine, kind, size,
   * {@code training} or {@code inference}, threads, steps to warm up, steps that count, file for
   * the times, and, where the layer is fed with clips, the file of {@link StudyFrames}.
   */
  LAYER {
    @Override
    void run(List<String> arguments) throws IOException {
      StepTime.write(
          Path.of(arguments.get(7)),
          LayerTimer.run(
              LayerTimer.Engine.valueOf(arguments.get(0)),
              RecurrentCase.parse(arguments.get(1), arguments.get(2), arguments.get(3)),
              arguments.size() > 8 ? Path.of(arguments.get(8)) : null,
              Integer.parseInt(arguments.get(4)),
              Integer.parseInt(arguments.get(5)),
              Integer.parseInt(arguments.get(6))));
    }
  },

  /** TarsosDSP's coefficients. Arguments: a text file with a sound file per line, and a folder. */
  MFCC {
    @Override
    void run(List<String> arguments) throws IOException {
      TarsosMfcc.write(Path.of(arguments.get(0)), Path.of(arguments.get(1)));
    }
  };

  abstract void run(List<String> arguments) throws IOException;

  /**
   * The command that does this work: the same Java, options and class path as this process.
   *
   * @param options of the Java machine, beside those of this process
   */
  List<String> command(List<String> options, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(options);
    var name = BenchProcess.class.getName();
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), name, name()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Does the work that the first argument names. */
  public static void main(String[] args) throws IOException {
    valueOf(args[0]).run(Arrays.asList(args).subList(1, args.length));
  }
}
