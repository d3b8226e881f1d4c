package mer4j.runs;

import java.util.List;
import java.util.Locale;
import mer4j.eval.Interval;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How far a fault moves the number of one model, wherever it was measured.
 *
 * @param fault the switch
 * @param model name of the model
 * @param with balanced accuracy with the fault
 * @param without the same without it
 * @param interval of the difference, at 95 %
 * @param over what was measured: how many splits or seeds, and what else is in the difference
 */
public record FaultMovement(
    AuditFault fault, String model, double with, double without, Interval interval, String over) {
  /** Names of the columns of {@link #table}. */
  public static final List<String> COLUMNS =
      List.of("fault", "model", "with it", "without", "difference", "95 % interval", "measured on");

  /** What the fault adds. */
  public double difference() {
    return with - without;
  }

  /** The interval of the difference with signs, such as {@code -0.180 to -0.058}. */
  public String ends() {
    return String.format(Locale.ROOT, "%+.3f to %+.3f", interval.low(), interval.high());
  }

  /** A row per fault and model: balanced accuracy with the fault and without, and what it adds. */
  public static Table table(String title, List<FaultMovement> movements) {
    return Table.create(
        title,
        text(0, movements.stream().map(m -> m.fault().title()).toList()),
        text(1, movements.stream().map(FaultMovement::model).toList()),
        numbers(2, movements.stream().mapToDouble(FaultMovement::with).toArray()),
        numbers(3, movements.stream().mapToDouble(FaultMovement::without).toArray()),
        numbers(4, movements.stream().mapToDouble(FaultMovement::difference).toArray()),
        text(5, movements.stream().map(FaultMovement::ends).toList()),
        text(6, movements.stream().map(FaultMovement::over).toList()));
  }

  private static StringColumn text(int column, List<String> cells) {
    return StringColumn.create(COLUMNS.get(column), cells);
  }

  private static DoubleColumn numbers(int column, double[] cells) {
    return DoubleColumn.create(COLUMNS.get(column), cells);
  }
}
